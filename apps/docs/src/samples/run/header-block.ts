type Header = readonly [name: string, value: string];

/** The headers of the last answer in what curl keeps of a request: those of interim answers (RFC 9110, 15.2) stand before them. */
export function readHeaderBlock(text: string): Header[] {
  const last = text.trimEnd().split(/\r?\n\r?\n/).at(-1) ?? '';
  return last.split(/\r?\n/).slice(1).flatMap((line): Header[] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
  });
}
