import { createHash } from 'node:crypto';

/** An entity tag (RFC 9110, 8.8.3). */
export interface EntityTag {
  /** With its quotes. */
  opaque: string;
  weak: boolean;
}

/** Characters of the digest that a tag shows: 162 bits. */
const LENGTH = 27;

/** One tag of a list, or none, and the comma behind it. Whatever stands where it is looked for, it reads every character once. */
const ELEMENT = /(?:(W\/)?("[\x21\x23-\x7e\x80-\xff]*")[\t ]*)?(?:,[\t ]*|$)/y;

/** Makes the strong entity tag of a representation out of its JSON text: the same text has the same tag. */
export function entityTag(json: string): string {
  return `"${createHash('sha256').update(json).digest('base64url').slice(0, LENGTH)}"`;
}

/**
 * Reads the value of `If-Match` or `If-None-Match` (RFC 9110, 13.1.1 and 13.1.2).
 *
 * @returns `*`, or the tags; none when the value is malformed, so that it matches nothing
 */
export function readTags(value: string): '*' | EntityTag[] {
  const text = value.trim();
  if (text === '*') return '*';
  const tags: EntityTag[] = [];
  for (let at = 0; at < text.length; at = ELEMENT.lastIndex) {
    ELEMENT.lastIndex = at;
    const found = ELEMENT.exec(text);
    if (!found) return [];
    const [, weak, opaque] = found;
    if (opaque !== undefined) tags.push({ opaque, weak: weak !== undefined });
  }
  return tags;
}
