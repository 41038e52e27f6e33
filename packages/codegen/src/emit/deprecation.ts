import { isFullDate, latestNotice } from '../calendar.ts';
import type { Operation } from '../document.ts';

/** Since when and until when an operation is deprecated, as full dates (RFC 3339). */
export interface Deprecation {
  since: string;
  sunset: string;
  /** The operationId of what takes its place; null for the one of the same id in the next version. */
  successor: string | null;
}

/**
 * Reads `deprecated`, `x-sunset`, `x-deprecated-since` and `x-successor`; null for an operation that stays. The linter
 * insists on a sunset beside `deprecated`; without one there is no date to announce.
 *
 * @throws Error that names the operation and the extension that is no date
 */
export function deprecationOf(operation: Operation): Deprecation | null {
  const sunset = operation['x-sunset'];
  if (operation.deprecated !== true || sunset === undefined) return null;
  assertDate(operation, 'x-sunset', sunset);
  const since = operation['x-deprecated-since'] ?? latestNotice(sunset);
  assertDate(operation, 'x-deprecated-since', since);
  return { since, sunset, successor: operation['x-successor'] ?? null };
}

function assertDate({ operationId }: Operation, extension: string, date: string): void {
  if (!isFullDate(date)) throw new Error(`The ${extension} of ${operationId} is \`${date}\`: expected a full date such as 2027-06-01.`);
}
