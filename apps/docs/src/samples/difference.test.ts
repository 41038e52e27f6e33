import { describe, expect, it } from 'vitest';
import { difference } from './difference.ts';

describe('difference', () => {
  it('is none of what is the same', () => {
    expect(difference('a\nb', 'a\nb', { file: 'x.json', line: 1 })).toBeUndefined();
  });

  it.each([
    ['a line that changed', 'a\nb\nc', 'a\nB\nc', 'x.json:11', '- b\n+ B'],
    ['lines that are new', 'a\nc', 'a\nb\nc', 'x.json:11', '+ b'],
    ['lines that are gone', 'a\nb\nb\nc', 'a\nb\nc', 'x.json:12', '- b'],
    ['more at the end', 'a', 'a\nb', 'x.json:11', '+ b'],
    ['nothing before', '', 'b', 'x.json:10', '- \n+ b'],
  ])('names the place of %s', (_name, recorded, found, place, lines) => {
    const text = difference(recorded, found, { file: 'x.json', line: 10 }) ?? '';
    expect(text.startsWith(`${place} is not what was answered.`)).toBe(true);
    expect(text.split('\n').slice(1).join('\n')).toBe(lines);
  });
});
