import * as fc from 'fast-check';
import { texts } from './texts.ts';

/** Names that programs find on every object of JavaScript, or read as the index of a list. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'length', '', '0', '-1', 'a.b', 'a/b~c'];
const NUMBERS = [0, -1, 1.5, -0.25, 1e-7, 1e21, 1e300, -1e300, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, 2 ** 53 - 1, -(2 ** 53) + 1];
/** So deep that it can stand in a list of a body, which has 64 levels at most. */
const DEEP = 60;

interface Bounds {
  minimum?: number;
  maximum?: number;
}

/** Any JSON value that every reader reads as the same (RFC 7493), with its numbers, however deep, between these. */
export function anything({ minimum = -Infinity, maximum = Infinity }: Bounds = {}): fc.Arbitrary<unknown> {
  const isAllowed = (number: number) => number >= minimum && number <= maximum;
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true, min: minimum, max: maximum }).filter(isShared);
  const scalars = fc.oneof(fc.constantFrom(null, true, false, ...NUMBERS.filter(isAllowed)), fc.integer().filter(isAllowed), doubles, texts({}));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, scalars, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true })),
  }));
  return fc.oneof({ weight: 30, arbitrary: value }, { weight: 1, arbitrary: deep });
}

const names = fc.oneof(fc.constantFrom(...NAMES), texts({ max: 20 }));
const deep = fc.constantFrom<(inner: unknown) => unknown>((inner) => [inner], (inner) => ({ n: inner })).map((wrap) => {
  let value: unknown = 'deep';
  for (let level = 0; level < DEEP; level += 1) value = wrap(value);
  return value;
});

/** Integers of more than 53 bits are not the same to all who read them, unless they are written with an exponent. */
function isShared(number: number): boolean {
  return !Number.isInteger(number) || Number.isSafeInteger(number) || Math.abs(number) >= 1e21;
}
