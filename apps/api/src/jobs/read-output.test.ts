import { expect, it } from 'vitest';
import { readOutput } from './read-output.ts';

const DEEP = `${'['.repeat(65)}${']'.repeat(65)}`;

it.each([
  ['an object', '{"a":[1,null]}', { a: [1, null] }],
  ['a value with space around it', ' "x"\n', 'x'],
  ['null', 'null', null],
  ['nothing', '', null],
  ['white space', ' \r\n', null],
  ['text', 'not JSON', 'not JSON'],
  ['half an object', '{"a":', '{"a":'],
  ['text with U+0000', 'a\0b', 'a\uFFFDb'],
  ['half a surrogate pair in text', 'a\uD800', 'a\uFFFD'],
  ['JSON with U+0000, which is not stored', '{"a":"\\u0000"}', '{"a":"\\u0000"}'],
  ['JSON with half a surrogate pair', '"\\ud800"', '"\\ud800"'],
  ['a number that no double holds', '[1e400]', '[1e400]'],
  ['the same key twice', '{"a":1,"a":2}', '{"a":1,"a":2}'],
  ['JSON that is nested too deep', DEEP, DEEP],
])('reads %s', (_, text, want) => {
  expect(readOutput(text)).toEqual(want);
});
