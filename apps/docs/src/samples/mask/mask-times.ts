/** When it is in everything that is shown: the contract's examples were made on the days before. */
export const SHOWN_NOW = Date.parse('2026-03-08T08:00:00.000Z');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long a program may take, so that what happens meanwhile happens now. */
const NOW = 90 * SECOND;
/** Further away, so much more or less is the same. */
const GRAIN = 5 * MINUTE;

const MOMENT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const DAY_ALONE = /(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g;
const HTTP_DATE = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT/g;
const UNIX = /\b\d{10}(?:\d{3})?\b/g;

/**
 * Moves the times of a text from when the program ran to the time that is always shown, so that they keep their distances and
 * no run differs from another. Times that the contract or the program itself names stay.
 *
 * @param now when the program began, in milliseconds since 1970
 */
export function maskTimes(text: string, now: number, stays: (time: string) => boolean): string {
  return text
    .replace(MOMENT, (moment) => (stays(moment) ? moment : new Date(shown(Date.parse(moment), now)).toISOString()))
    .replace(DAY_ALONE, (day) => (stays(day) ? day : shownDay(day, now)))
    .replace(HTTP_DATE, (date) => new Date(shown(Date.parse(date), now)).toUTCString())
    .replace(UNIX, (digits) => shownUnix(digits, now));
}

function shown(time: number, now: number): number {
  // What lies on a midnight or on a whole hour was moved there, so it keeps its distance from the last one.
  for (const unit of [DAY, HOUR]) if (time % unit === 0) return floor(SHOWN_NOW, unit) + time - floor(now, unit);

  const distance = time - now;
  if (Math.abs(distance) <= NOW) return SHOWN_NOW;
  return SHOWN_NOW + Math.round(distance / GRAIN) * GRAIN;
}

function shownDay(day: string, now: number): string {
  const distance = Date.parse(day) - floor(now, DAY);
  if (Number.isNaN(distance) || Math.abs(distance) > 400 * DAY) return day;
  return new Date(floor(SHOWN_NOW, DAY) + distance).toISOString().slice(0, 10);
}

function shownUnix(digits: string, now: number): string {
  const unit = digits.length === 10 ? SECOND : 1;
  const time = Number(digits) * unit;
  return Math.abs(time - now) > DAY ? digits : String(shown(time, now) / unit);
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
