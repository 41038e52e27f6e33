import { splitQuery } from '../corridor/query-string.ts';

/** What may stand in a URI's path and query (RFC 3986, 3.3 and 3.4), with what is already encoded. */
const NEITHER = /[^\w\-.~!$&'()*+,;=:@/?%]/gu;

/** Writes one link (RFC 8288, 3). */
export function link(reference: string, relation: string): string {
  return `<${reference}>; rel="${relation}"`;
}

/**
 * Makes a path-absolute reference (RFC 3986, 4.2) to another part of the list that was asked for: the caller's own
 * query parameters, as they were written, with another value of the one that moves.
 *
 * @param value undefined for the list's beginning, which needs no such parameter
 */
export function referenceTo({ path, rawQuery }: { path: string; rawQuery: string }, parameter: 'page' | 'cursor', value: string | undefined): string {
  const kept = splitQuery(rawQuery).pairs.filter(({ name }) => name !== parameter);
  const pairs = [
    ...kept.map(({ name, raw }) => `${encodeURIComponent(name)}=${legal(raw)}`),
    ...(value === undefined ? [] : [`${parameter}=${value}`]),
  ];
  return legal(path) + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
}

function legal(text: string): string {
  return text.replaceAll(NEITHER, encodeURIComponent);
}
