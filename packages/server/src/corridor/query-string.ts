/** One `name=value` of a query, decoded. */
export interface QueryPair {
  name: string;
  value: string;
  /** The value before decoding, where a delimiter can be told from an encoded one. */
  raw: string;
}

/**
 * Splits a query as `application/x-www-form-urlencoded` writes it.
 *
 * @returns the pairs in their order, and the names whose encoding is broken
 */
export function splitQuery(rawQuery: string): { pairs: QueryPair[]; broken: string[] } {
  const pairs: QueryPair[] = [];
  const broken: string[] = [];
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const rawName = equals === -1 ? part : part.slice(0, equals);
    const raw = equals === -1 ? '' : part.slice(equals + 1);
    const name = decode(rawName);
    const value = decode(raw);
    if (name === undefined || value === undefined) broken.push(name ?? rawName);
    else pairs.push({ name, value, raw });
  }
  return { pairs, broken };
}

/** Decodes percent-encoding and `+`; undefined when it is not UTF-8. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
