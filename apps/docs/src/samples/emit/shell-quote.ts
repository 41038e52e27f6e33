/** A word of a POSIX shell that stands for exactly this text, whatever is in it (POSIX.1-2024, XCU 2.2.2). */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A part of a URL (RFC 3986, 2.1) that means nothing to a shell either, not even between double quotes of an interactive one. */
export function urlPart(value: string | number | boolean): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
