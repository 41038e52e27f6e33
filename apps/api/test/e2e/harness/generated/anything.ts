import * as fc from 'fast-check';
import { texts } from './texts.ts';

/** Names that programs find on every object of JavaScript, or read as the index of a list. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'length', '', '0', '-1', 'a.b', 'a/b~c'];
const NUMBERS = [0, -1, 1.5, -0.25, 1e-7, 1e21, 1e300, -1e300, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, 2 ** 53 - 1, -(2 ** 53) + 1];
/** So deep that it can stand in a list of a body, which has 64 levels at most. */
const DEEP = 60;

const scalars = fc.oneof(fc.constantFrom(null, true, false, ...NUMBERS), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isShared), texts({}));
const names = fc.oneof(fc.constantFrom(...NAMES), texts({ max: 20 }));
const some = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalars, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true })),
})).value;
const deep = fc.constantFrom<(inner: unknown) => unknown>((inner) => [inner], (inner) => ({ n: inner })).map((wrap) => {
  let value: unknown = 'deep';
  for (let level = 0; level < DEEP; level += 1) value = wrap(value);
  return value;
});

/** Any JSON value that every reader reads as the same (RFC 7493). */
export const anything: fc.Arbitrary<unknown> = fc.oneof({ weight: 30, arbitrary: some }, { weight: 1, arbitrary: deep });

/** Integers of more than 53 bits are not the same to all who read them, unless they are written with an exponent. */
function isShared(number: number): boolean {
  return !Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) >= 1e21;
}
