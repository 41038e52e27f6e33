import * as fc from 'fast-check';

/** Sorted otherwise by a locale, by UTF-16 units or by whoever folds case, and hard to carry through a URL or SQL. */
const ODD = [
  'a', 'A', 'b', 'B', 'Z', 'z', 'é', 'e\u0301', 'É', 'ß', 'ss', 'i', 'İ', 'ı', '_', ' a', 'a ', 'a b', 'ab', 'a\u00a0b', '10', '9', '%', '%41', '\\', '+', '&a=b',
  "it's", '"quoted"', '“quoted”', "' or 1=1 --", '<b>', 'null', '\u0001\u007f', 'line\nfeed', 'Ω', 'ω', 'مرحبا', 'שלום', '\u202eabc', '\u{1F680}', '\uFF5A', '\uFFFD', '\u{10FFFD}', '👩‍👩‍👧', '🇩🇪',
  'x'.repeat(100), '🚀'.repeat(100), `${'x'.repeat(99)}🚀`,
];

/** Names as the contract takes them: 1 to 100 code points, not only spaces. Many are equal to others. */
export const oddNames: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 5, arbitrary: fc.constantFrom(...ODD) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }) },
  )
  .map((text) => text.replaceAll('\0', 'x'))
  .filter((text) => text.trim() !== '' && Array.from(text).length <= 100);

const letters = fc.constantFrom('a', 'A', 'b', 'B', 'z', 'Z', '0', '9', '_', '-', '+');

/** Addresses, of which several differ in their case only; half of them are a few that come again and again. */
export const oddAddresses: fc.Arbitrary<string> = fc
  .oneof(letters, fc.string({ unit: letters, minLength: 2, maxLength: 3 }))
  .map((local) => `${local}@example.com`);
