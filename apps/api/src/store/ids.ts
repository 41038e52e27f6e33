import { randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes an id such as `prj_4GhT9sKq2LmN8vRxYbZ1Wc`: 131 random bits behind a prefix that says of what it is. */
export function newId(prefix: 'acc' | 'usr' | 'prj' | 'key' | 'res' | 'aud' | 'inc' | 'whk' | 'evt' | 'dlv' | 'job' | 'tsk' | 'log'): string {
  return `${prefix}_${randomBase62(22)}`;
}

/** Random letters and digits, each of the 62 equally likely, from the system's secure generator. */
export function randomBase62(length: number): string {
  return Array.from({ length }, () => BASE62[randomInt(62)]).join('');
}

/** Writes a whole number in base 62, with zeros in front up to `length`. */
export function toBase62(value: number, length: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = `${BASE62[rest % 62]}${text}`;

  return text.padStart(length, '0');
}

/** Whether a text from a URL can be the id of a row at all: PostgreSQL fails on U+0000 instead of finding nothing. */
export function canBeId(text: string): boolean {
  return !text.includes('\0');
}

/** Whether something looks like the id of a project: what a caller can have written in its place is kept nowhere. */
export function isProjectId(value: unknown): value is string {
  return typeof value === 'string' && /^prj_[0-9A-Za-z]{22}$/.test(value);
}
