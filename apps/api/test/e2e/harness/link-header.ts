const LINK = /^<([^<>]*)>; rel="([^"]+)"$/;

/**
 * Reads a `Link` header (RFC 8288, 3).
 *
 * @param target the request's target, which the references are relative to
 * @returns where each relation leads, as the target of a request
 * @throws Error when it is not written as links are
 */
export function linksOf(header: string | string[] | undefined, target: string): Record<string, string> {
  const links = String(header ?? '').split(/, *(?=<)/);
  return Object.fromEntries(
    links.map((link) => {
      const [, reference, relation] = LINK.exec(link) ?? [];
      if (reference === undefined || relation === undefined) throw new Error(`This is no link: ${link}`);
      const { pathname, search } = new URL(reference, new URL(target, 'http://server.example'));
      return [relation, pathname + search];
    }),
  );
}
