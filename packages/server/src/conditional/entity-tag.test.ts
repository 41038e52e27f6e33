import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { entityTag, readTags, type EntityTag } from './entity-tag.ts';

const strong = (opaque: string): EntityTag => ({ opaque, weak: false });
const weak = (opaque: string): EntityTag => ({ opaque, weak: true });

describe('entityTag', () => {
  it('is 27 characters of the digest, in quotes', () => {
    const digest = createHash('sha256').update('{"id":"é"}', 'utf8').digest('base64url');
    expect(entityTag('{"id":"é"}')).toBe(`"${digest.slice(0, 27)}"`);
    expect(entityTag('{"id":"e"}')).not.toBe(entityTag('{"id":"é"}'));
  });
});

describe('readTags', () => {
  it.each([
    ['one tag', '"a"', [strong('"a"')]],
    ['a weak tag', 'W/"a"', [weak('"a"')]],
    ['a list', '"a", W/"b","c" , "d"', [strong('"a"'), weak('"b"'), strong('"c"'), strong('"d"')]],
    ['empty elements of a list', ',, "a",\t, "b",', [strong('"a"'), strong('"b"')]],
    ['what a tag may hold', '"a,b\\*W/é!"', [strong('"a,b\\*W/é!"')]],
    ['an empty tag', '""', [strong('""')]],
    ['spaces around', ' \t"a" ', [strong('"a"')]],
    ['whatever there is', '*', '*'],
    ['nothing', '', []],
    ['only commas', ',,,', []],
  ] as [string, string, '*' | EntityTag[]][])('reads %s', (_, value, want) => {
    expect(readTags(value)).toEqual(want);
  });

  it.each([['a'], ['"a'], ['a"'], ["'a'"], ['"a" "b"'], ['"a"; "b"'], ['w/"a"'], ['W/ "a"'], ['"a b"'], ['"a\t"'], ['*, "a"'], ['"a", *'], ['"a", b'], ['"a"x'], ['"\u{1f95b}"']])(
    'takes %s for malformed, as a whole',
    (value) => {
      expect(readTags(value)).toEqual([]);
    },
  );

  it.each([
    ['spaces', `"a"${' '.repeat(16_000)}b`],
    ['commas', `${', '.repeat(8_000)}b`],
    ['tags', `${'"a",'.repeat(4_000)}b`],
    ['an open quote', `"${'a'.repeat(16_000)}`],
    ['weak marks', 'W/'.repeat(8_000)],
  ])('is not slowed down by 16,000 characters of %s', (_, value) => {
    expect(readTags(value)).toEqual([]); // What looks back at every character does not end within a test's time.
  });
});
