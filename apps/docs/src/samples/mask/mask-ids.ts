import { createHash } from 'node:crypto';

const ID = /\b(req_[\w-]{22}(?![\w-])|[a-z]{3}_[0-9A-Za-z]{22}\b)/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Makes what gives every id that a server has made up another one that is always the same: the n-th id of its kind in what
 * is shown. Ids that the contract names stay.
 *
 * @param scope where the ids are: what two pages show are different things
 */
export function idMask(scope: string, stays: (id: string) => boolean): (text: string) => string {
  const given = new Map<string, string>();
  const counts = new Map<string, number>();

  const next = (kind: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return createHash('sha256').update(`${scope} ${kind} ${count}`).digest();
  };
  const once = (id: string, make: () => string) => {
    const known = given.get(id) ?? make();
    given.set(id, known);
    return known;
  };

  return (text) =>
    text
      .replace(ID, (id) => (stays(id) ? id : once(id, () => `${id.slice(0, 4)}${letters(next(id.slice(0, 3)))}`)))
      .replace(UUID, (id) => (stays(id) ? id : once(id, () => uuid(next('uuid')))));
}

function letters(hash: Buffer): string {
  return [...hash.subarray(0, 22)].map((octet) => BASE62.charAt(octet % BASE62.length)).join('');
}

/** A UUID of version 4 (RFC 9562, section 5.4). */
function uuid(hash: Buffer): string {
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
