/**
 * Puts an answer's own headers over those of the request. Of two headers of one name the answer's wins; only the
 * values of `Link` stand beside each other (RFC 9110, 5.3).
 */
export function joinHeaders(common: Readonly<Record<string, string>>, own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { Link: shared } = common;
  const { Link: links } = own;
  return { ...common, ...own, ...(shared !== undefined && links !== undefined && { Link: `${links}, ${shared}` }) };
}
