/**
 * Finds the items of `RateLimit-Policy` or `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10: a list of strings with
 * parameters, RFC 9651).
 *
 * @returns each as it is written there, in quotation marks
 */
export function readItems(field: string): string[] {
  // A text with `=` in front of it is the value of a parameter, such as a partition key, and no item.
  return (field.match(/=?"(?:\\.|[^"\\])*"/g) ?? []).filter((text) => text.startsWith('"'));
}

/**
 * Reads a parameter of an item that is a whole number. It is done for each answer, so it goes through the characters
 * and makes nothing of them.
 *
 * @param item as `readItems` gives it
 * @param name one letter: `q` (how many), `w` (seconds of a window), `r` (what is left), `t` (seconds that are left)
 * @returns undefined when the field says nothing of it
 */
export function readParameter(field: string, item: string, name: string): number | undefined {
  let at = field.indexOf(item);
  while (field[at - 1] === '=' || field[at - 1] === '\\') at = field.indexOf(item, at + 1);
  if (at < 0) return undefined;
  for (at += item.length; at < field.length && field[at] !== ','; at += 1) {
    if (field[at] === '"') at = endOfString(field, at);
    if (field[at] !== ';') continue;
    while (field[at + 1] === ' ') at += 1;
    if (field[at + 1] === name && field[at + 2] === '=') return readInteger(field, at + 3);
  }
  return undefined;
}

function endOfString(field: string, start: number): number {
  let at = start + 1;
  for (; at < field.length && field[at] !== '"'; at += 1) if (field[at] === '\\') at += 1;
  return at;
}

function readInteger(field: string, start: number): number | undefined {
  let value: number | undefined;
  for (let at = start; at < field.length; at += 1) {
    const digit = field.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = (value ?? 0) * 10 + digit;
  }
  return value;
}
