import type { Operation } from '../document.ts';

/** Since when and until when an operation is deprecated, as full dates (RFC 3339). */
export interface Deprecation {
  since: string;
  sunset: string;
  /** The operationId of what takes its place; null for the one of the same id in the next version. */
  successor: string | null;
}

/** How long before its end an operation is said to end. */
const NOTICE_MONTHS = 6;

/**
 * Reads `deprecated`, `x-sunset`, `x-deprecated-since` and `x-successor`; null for an operation that stays. The linter
 * insists on a sunset beside `deprecated`; without one there is no date to announce.
 *
 * @throws Error that names the operation when the sunset is no date
 */
export function deprecationOf(operation: Operation): Deprecation | null {
  const sunset = operation['x-sunset'];
  if (operation.deprecated !== true || sunset === undefined) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(sunset) || Number.isNaN(Date.parse(sunset))) {
    throw new Error(`The x-sunset of ${operation.operationId} is \`${sunset}\`: expected a full date such as 2027-06-01.`);
  }
  const since = operation['x-deprecated-since'] ?? monthsBefore(sunset, NOTICE_MONTHS);
  return { since, sunset, successor: operation['x-successor'] ?? null };
}

/** The same day so many calendar months earlier, or the last day of that month where it has no such day. */
function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}
