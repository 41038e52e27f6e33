import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

it.each([
  ['plain values', ['a', 1, true, null, undefined], 'a,1,true,,'],
  ['commas, quotes and line ends', ['a,b', 'say "x"', 'two\r\nlines'], '"a,b","say ""x""","two\r\nlines"'],
  ['objects and lists', [{ a: 1 }, ['x', 'y'], []], '"{""a"":1}","[""x"",""y""]",[]'],
  ['what looks like a formula', ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'], "'=1+1,'+1,'-1,'@SUM(A1),'\t=1,\"'\r=1\""],
  ['a formula with a comma', ['=HYPERLINK("http://x","y")'], `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a negative number, which is none', [-1], '-1'],
  ['a formula further inside, which is none', ['a=1'], 'a=1'],
  ['other scripts', ['\u{1F680} ü'], '\u{1F680} ü'],
])('writes %s', (_, values, want) => {
  expect(csvLine(values)).toBe(`${want}\r\n`);
});
