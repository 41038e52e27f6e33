import type { OperationEntry } from '../contract.ts';

/** What callers are told of an operation that will end. */
export interface Ending {
  headers: Readonly<Record<string, string>>;
  /** The path template of what takes its place, base path included; undefined when nothing does. */
  successor: string | undefined;
}

/**
 * Writes the dates of a deprecated operation as `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).
 *
 * @throws Error when a date is none
 */
export function endingOf({ deprecation }: OperationEntry): Ending | undefined {
  if (!deprecation) return undefined;
  const { since, sunset } = deprecation;
  return {
    headers: { Deprecation: `@${midnight(since).getTime() / 1000}`, Sunset: midnight(sunset).toUTCString() },
    successor: undefined,
  };
}

/** The beginning of a day in UTC. */
function midnight(date: string): Date {
  const read = new Date(`${date}T00:00:00Z`);
  // `Date` takes the 30th of February for the 2nd of March.
  const isDate = /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
  if (!isDate) throw new Error(`\`${date}\` is no date; write it as 2027-06-01`);
  return read;
}
