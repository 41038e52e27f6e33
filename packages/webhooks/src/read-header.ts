/** Headers as Node, Express, `fetch` and Lambda have them: a `Headers`, or an object with names in any case. */
export type HeadersLike = { get(name: string): string | null | undefined } | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads one header by its lower-case name. Repeated ones are joined by a comma (RFC 9110, section 5.3), so that two
 * values are never taken for either of them. An empty one counts as missing.
 */
export function readHeader(headers: HeadersLike, name: string): string | undefined {
  if (hasGet(headers)) return headers.get(name) || undefined;

  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name && value !== undefined ? value : []));
  return values.join(', ') || undefined;
}

function hasGet(headers: HeadersLike): headers is { get(name: string): string | null | undefined } {
  return typeof headers.get === 'function';
}
