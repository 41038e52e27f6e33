import { isObject } from '../document.ts';

/**
 * Writes a value that was read from JSON as the one text that every writing of it has (RFC 8785): without spaces, and
 * with the names of each object in the order of their UTF-16 code units. Nothing is written as the empty text.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).toSorted().map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(',')}}`;
}
