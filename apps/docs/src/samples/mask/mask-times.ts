/** When it is in everything that is shown: the contract's examples were made on the days before. */
export const SHOWN_NOW = Date.parse('2026-03-08T08:00:00.000Z');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What is so close to the run of a program happens now. */
const CLOSE = 90 * SECOND;
/** Further away, so much more or less is the same. */
const GRAIN = 5 * MINUTE;

const MOMENT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const DAY_ALONE = /(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g;
const HTTP_DATE = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT/g;
const UNIX = /\b\d{10}(?:\d{3})?\b/g;

/** A span of time that is shown as one moment, however long a busy machine took for it. */
interface Ran {
  began: number;
  ended: number;
}

/**
 * Moves the times of a text from when the program ran to the time that is always shown, so that they keep their distances and
 * no run differs from another. Times that the contract or the program itself names stay.
 *
 * @param ran when the program, or the first of its page, began, and when it had ended, in milliseconds since 1970
 */
export function maskTimes(text: string, ran: Ran, stays: (time: string) => boolean): string {
  return text
    .replace(MOMENT, (moment) => (stays(moment) ? moment : new Date(shown(Date.parse(moment), ran)).toISOString()))
    .replace(DAY_ALONE, (day) => (stays(day) ? day : shownDay(day, ran)))
    .replace(HTTP_DATE, (date) => new Date(shown(Date.parse(date), ran)).toUTCString())
    .replace(UNIX, (digits) => shownUnix(digits, ran));
}

function shown(time: number, { began, ended }: Ran): number {
  // What lies on a midnight or on a whole hour was moved there, so it keeps its distance from the last one.
  for (const unit of [DAY, HOUR]) if (time % unit === 0) return floor(SHOWN_NOW, unit) + time - floor(began, unit);

  const distance = time < began ? time - began : Math.max(0, time - ended);
  if (Math.abs(distance) <= CLOSE) return SHOWN_NOW;
  return SHOWN_NOW + Math.round(distance / GRAIN) * GRAIN;
}

function shownDay(day: string, { began }: Ran): string {
  const distance = Date.parse(day) - floor(began, DAY);
  if (Number.isNaN(distance) || Math.abs(distance) > 400 * DAY) return day;
  return new Date(floor(SHOWN_NOW, DAY) + distance).toISOString().slice(0, 10);
}

function shownUnix(digits: string, ran: Ran): string {
  const unit = digits.length === 10 ? SECOND : 1;
  const time = Number(digits) * unit;
  return Math.abs(time - ran.began) > DAY ? digits : String(shown(time, ran) / unit);
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}
