import type { Guard } from '../store/guarded-write.ts';

/**
 * What a change of a row is preceded by when the caller sent `If-Match`: the row as callers see it is held against it.
 *
 * @returns undefined when nothing was sent, so that the row need not be read first
 */
export function guard<Row>(
  ifMatch: ((representation: object) => void) | undefined,
  present: (row: Row) => object,
): Guard<Row> | undefined {
  return ifMatch && ((row) => ifMatch(present(row)));
}
