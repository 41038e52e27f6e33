/** How many calendar months before its sunset an operation is announced as deprecated. */
const NOTICE_MONTHS = 6;

/** The day in UTC, as a full-date (RFC 3339, 5.6). Dates of this form are compared as text. */
export function fullDate(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Whether a text is a full-date of the calendar. */
export function isFullDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment.getTime()) && fullDate(moment) === text;
}

/** Whether a sunset has passed. It passes as its day begins, since that is the moment the `Sunset` header names (RFC 8594, 3). */
export function hasPassed(sunset: string, today: string): boolean {
  return sunset <= today;
}

/** The earliest sunset that can be announced on a day: the same day six months later, or that month's last. */
export function earliestSunset(today: string): string {
  return monthsFrom(today, NOTICE_MONTHS);
}

/** The day on which a sunset is announced at the latest: the same day six months earlier, or that month's last. */
export function latestNotice(sunset: string): string {
  return monthsFrom(sunset, -NOTICE_MONTHS);
}

function monthsFrom(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return fullDate(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))));
}
