/**
 * What is to be said of an operation that will end (RFC 9745, RFC 8594), and what takes its place (RFC 8288); undefined
 * for one that stays.
 *
 * @param headers those of an answer
 */
export function endingNotice(headers: Headers): string | undefined {
  const sunset = headers.get('Sunset');
  if (!sunset && !headers.has('Deprecation')) return undefined;
  return `Deprecated${sunset ? `, ends on ${sunset}` : ''}; see ${headers.get('Link') ?? 'the documentation'}`;
}
