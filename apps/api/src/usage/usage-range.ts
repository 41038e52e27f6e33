import type { Fault } from '@plumbline/server';
import { momentOf } from '../store/moment.ts';
import type { UsageUnit } from '../store/schema.ts';

/** What is counted: from the beginning of an hour to the beginning of another, by units of the calendar in UTC. */
export interface UsageRange {
  from: Date;
  to: Date;
  unit: UsageUnit;
}

/** A part of a range: all of a unit that lies in it. */
export interface Interval {
  start: Date;
  end: Date;
}

interface Asked {
  /** Date-times of RFC 3339. */
  from?: string | undefined;
  to?: string | undefined;
  interval: UsageUnit;
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const USUAL = 30 * DAY;
/** How many days a range may have, so that an answer has some 750 intervals at most. */
const MOST_DAYS: Record<UsageUnit, number> = { hour: 31, day: 366, month: 3_660 };
/** What RFC 3339 can write in UTC, in whole hours. */
const WRITABLE = { first: Date.parse('0001-01-01T00:00:00Z'), last: Date.parse('9999-12-31T23:00:00Z') };

/**
 * Reads the range that a query asks for. Its ends are moved outwards to whole hours, since requests are counted by the
 * hour.
 *
 * @returns the range, or what is wrong with it that no schema can say: the details of a 400 `invalid_parameter`.
 */
export function readRange({ from, to, interval: unit }: Asked, now: Date): { range: UsageRange } | { fault: Fault } {
  const end = to === undefined ? now.getTime() : timeOf(to);
  const start = from === undefined ? end - USUAL : timeOf(from);
  const range = { from: Math.floor(start / HOUR) * HOUR, to: Math.ceil(end / HOUR) * HOUR };

  if (!isWritable(range.to)) return { fault: fault('/to', OUTSIDE) };
  if (!isWritable(range.from)) return { fault: fault(from === undefined ? '/to' : '/from', OUTSIDE) };
  if (start >= end) return { fault: fault('/from', 'has to be before the end of the range') };
  const most = MOST_DAYS[unit];
  if (end - start > most * DAY) return { fault: fault('/from', `has to be ${most} days before the end of the range at most when it is counted by ${unit}`) };
  return { range: { from: new Date(range.from), to: new Date(range.to), unit } };
}

/** The parts of a range, oldest first. The first begins with it and the last ends with it, be they whole or not. */
export function intervalsOf({ from, to, unit }: UsageRange): Interval[] {
  const intervals: Interval[] = [];
  for (let start = from; start < to; ) {
    const next = nextUnit(start, unit);
    const end = next < to ? next : to;
    intervals.push({ start, end });
    start = end;
  }
  return intervals;
}

const OUTSIDE = 'leads to a time outside the years 1 to 9999';

function fault(pointer: string, message: string): Fault {
  return { in: 'query', pointer, code: 'range', message };
}

function isWritable(time: number): boolean {
  return time >= WRITABLE.first && time <= WRITABLE.last;
}

/** Milliseconds since 1970; infinitely many where RFC 3339 has no year in UTC. */
function timeOf(text: string): number {
  const moment = momentOf(text);
  if (moment === '-infinity') return -Infinity;
  return moment === 'infinity' ? Infinity : Date.parse(moment);
}

function nextUnit(moment: Date, unit: UsageUnit): Date {
  const next = new Date(moment);
  if (unit === 'hour') next.setUTCHours(moment.getUTCHours() + 1);
  else if (unit === 'day') next.setUTCHours(24);
  else next.setUTCFullYear(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 1);
  if (unit === 'month') next.setUTCHours(0);
  return next;
}
