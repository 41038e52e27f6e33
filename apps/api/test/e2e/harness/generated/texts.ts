import * as fc from 'fast-check';

/** Characters to make texts of. All but the first two are what programs get wrong: none is U+0000 or half of a pair. */
const ALPHABETS = [
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_'],
  [...'The quick brown fox, 7 lazy dogs.'],
  [...`'"\\/<>&%$#{}[]()*?;:,.=+|~^!@\``],
  [...'äéñßİıÅÆøλЖשעالعرบ한字日本語ﷺ'],
  [...'😀🦄🔑𝒳𐍈🇩👩🏽\u{10fffd}\u{1f1ea}'],
  ['a', 'e\u0301', '\u200d', '\u200b', '\u202e', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ufffd', '\ufffe'],
  ['a', '\t', '\n', '\r', '\u0001', '\u001f', '\u007f', '\u0085'],
] as const;

/** Texts of a number of code points, which is what JSON Schema counts (2020-12, 6.3.1): the bounds themselves more often than not. */
export function texts({ min = 0, max = min + 40 }: { min?: number; max?: number }): fc.Arbitrary<string> {
  const edges = [min, min + 1, max - 1, max].filter((length) => length >= min && length <= max);
  const length = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...edges) },
    { weight: 2, arbitrary: fc.integer({ min, max: Math.min(max, min + 60) }) },
  );
  const alphabet = fc.oneof(...ALPHABETS.map((characters) => fc.constant([...characters])), fc.constant(ALPHABETS.flat()));

  return fc.tuple(length, alphabet, fc.infiniteStream(fc.nat())).map(([wanted, characters, numbers]) => ofLength(wanted, characters, numbers));
}

/** Takes characters until there are just as many code points; some characters have two. */
function ofLength(wanted: number, characters: readonly string[], numbers: Iterator<number>): string {
  const points: string[] = [];
  while (points.length < wanted) points.push(...(characters[Number(numbers.next().value) % characters.length] ?? 'a'));
  return points.slice(0, wanted).join('');
}
