/** What some recipient takes for a part of a path, or for the end of a text. */
const UNSAFE = /[\p{Cc}\p{Cf}/\\:*?"<>|]/gu;

/**
 * Names a file in `Content-Disposition` (RFC 6266, sections 4 and appendix D): a name that is not plain ASCII is there
 * twice, as RFC 8187 encodes it and as those read it who know nothing of that.
 *
 * @param name what the file is to be called; what no file system takes becomes `_`
 */
export function contentDisposition(name: string): string {
  const safe = name.toWellFormed().replaceAll(UNSAFE, '_').replaceAll(/^[. ]+|[. ]+$/g, '_') || '_';
  const plain = safe.replaceAll(/[^ -~]/gu, '_').replaceAll('%', '_');
  const fallback = `attachment; filename="${plain}"`;
  return plain === safe ? fallback : `${fallback}; filename*=UTF-8''${encode(safe)}`;
}

/** RFC 8187, section 3.2.1: `encodeURIComponent` leaves four characters that are none of `attr-char`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
