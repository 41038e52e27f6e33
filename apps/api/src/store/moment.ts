// RFC 3339, 5.6, with the space for `T` that its note allows.
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:)(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * The first moment, in the database's milliseconds, that is not before a date-time. What is kept in
 * milliseconds is before (or not before) that moment exactly if it is before (or not before) the date-time.
 *
 * @param text a date-time by RFC 3339, with any offset, any number of decimals, and a leap second at times.
 * @returns text that PostgreSQL reads as `timestamptz`. What lies outside the years that RFC 3339 can
 * write in UTC is infinitely early or late.
 * @throws Error when the text is no date-time.
 */
export function momentOf(text: string): string {
  const [, date, minute, second = '', decimals = '', offset] = DATE_TIME.exec(text) ?? [];
  // JavaScript knows no second 60: it is counted from the second before.
  const leap = second === '60' ? 1_000 : 0;
  const start = Date.parse(`${date}T${minute}${leap ? '59' : second}${offset?.toUpperCase()}`);
  if (Number.isNaN(start)) throw new Error(`"${text}" is not a date-time by RFC 3339, such as 2026-03-06T12:00:00Z.`);

  const milliseconds = Number(decimals.slice(0, 3).padEnd(3, '0'));
  const rest = /[1-9]/.test(decimals.slice(3)) ? 1 : 0;
  const moment = new Date(start + leap + milliseconds + rest);
  const year = moment.getUTCFullYear();

  if (year < 1) return '-infinity';
  return year > 9_999 ? 'infinity' : moment.toISOString();
}
