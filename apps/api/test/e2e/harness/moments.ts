import * as fc from 'fast-check';

const DAY = 24 * 60 * 60 * 1000;
/** Noon of yesterday: what is old is not in every list. */
const FIRST = (Math.floor(Date.now() / DAY) - 0.5) * DAY;
const TIMES = [FIRST, FIRST, FIRST + 1, FIRST + 2, FIRST + 1_000];

const milliseconds = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TIMES) },
  { weight: 1, arbitrary: fc.integer({ min: Date.parse('1970-01-02T00:00:00Z'), max: Date.parse('2100-01-01T00:00:00Z') }) },
);

/** Times of rows; many are equal, or one millisecond apart. */
export const rowTimes: fc.Arbitrary<Date> = milliseconds.map((time) => new Date(time));

/** A date-time (RFC 3339) and what it means: microseconds since 1970. */
export interface Moment {
  text: string;
  micros: number;
}

/** Moments at, shortly before and shortly behind the times of rows, written with any offset and six decimals. */
export const moments: fc.Arbitrary<Moment> = fc
  .record({ time: milliseconds, micros: fc.constantFrom(0, 0, 1, 999), offset: fc.constantFrom(0, 0, 120, -330, 1_439, -1_439) })
  .map(({ time, micros, offset }) => ({ text: written(time, micros, offset), micros: time * 1_000 + micros }));

function written(time: number, micros: number, offset: number): string {
  const local = new Date(time + offset * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(offset);
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${local}${String(micros).padStart(3, '0')}${zone}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
