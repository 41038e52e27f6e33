import { fullDate, isFullDate } from '../calendar.ts';
import { CallError } from './command.ts';

/**
 * The day of a comparison: the one that was given, else today in UTC.
 *
 * @throws CallError at what is no date
 */
export function readToday(given: string | undefined): string {
  if (given === undefined) return fullDate(new Date());
  if (isFullDate(given)) return given;
  throw new CallError(`\`${given}\` is no date; write it as in --today 2027-06-01`);
}
