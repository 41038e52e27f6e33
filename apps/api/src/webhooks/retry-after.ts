/** Milliseconds that an endpoint may put off an attempt. */
const MOST = 24 * 60 * 60 * 1000;

// RFC 9110, 5.6.7: the format of today, which is the one that may be sent.
const IMF_FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * How long `Retry-After` asks to wait (RFC 9110, 10.2.3): seconds, or a date.
 *
 * @param value of the header, as it came
 * @returns milliseconds, a day at most; 0 for what is no such header, or a date that has passed
 */
export function retryAfter(value: string | undefined, now: Date): number {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, MOST);
  if (!IMF_FIXDATE.test(text)) return 0;

  const wait = Date.parse(text) - now.getTime();
  return Math.min(Math.max(wait, 0) || 0, MOST);
}
