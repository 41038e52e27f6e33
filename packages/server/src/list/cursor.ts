import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fail, type Failure, type Fault } from '../failure.ts';
import type { ListRequest, Position } from './list-request.ts';

/** The list that a cursor is a place in. */
type Which = Pick<ListRequest, 'filters' | 'sort'>;

/** Writes positions as cursors and reads them again. */
export interface CursorCodec {
  write(position: Position, id: string, which: Which): Promise<string>;
  /** @throws Failure `invalid_parameter` when it is not a cursor that this list was given */
  read(cursor: string, id: string, which: Which): Promise<Position>;
}

/** Octets of an HMAC-SHA256 (RFC 2104), and of the part of a SHA-256 that tells lists apart. */
const SEAL = 32;
const FINGERPRINT = 16;

/**
 * Makes cursors: base64url (RFC 4648, 5) of a seal and of JSON with the position and a fingerprint of operation, sort,
 * order and filters. A cursor is only good for the list that it was given for, and nobody can make one up.
 *
 * @param cursorKey the key of the seal, asked for on first use, and again when that failed
 */
export function cursorCodec(cursorKey: () => Promise<Uint8Array>): CursorCodec {
  let asked: Promise<Uint8Array> | undefined;
  const seal = async (text: Buffer): Promise<Buffer> => {
    asked ??= cursorKey();
    try {
      return createHmac('sha256', await asked).update(text).digest();
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };

  return {
    async write({ value, id: itemId }, id, which) {
      const text = Buffer.from(JSON.stringify([fingerprint(id, which), value, itemId]));
      return Buffer.concat([await seal(text), text]).toString('base64url');
    },
    async read(cursor, id, which) {
      const octets = Buffer.from(cursor, 'base64url');
      const text = octets.subarray(SEAL);
      // Node decodes leniently; of all the spellings that it takes, one was given.
      const isWhole = octets.length > SEAL && octets.toString('base64url') === cursor;
      if (!isWhole || !timingSafeEqual(octets.subarray(0, SEAL), await seal(text))) {
        throw refused('is no cursor of this server: send `next_cursor` as it was given, or no `cursor` to begin anew');
      }
      const [list, value, itemId] = JSON.parse(text.toString('utf8')) as [string, Position['value'], string]; // The seal says that we wrote it.
      if (list !== fingerprint(id, which)) {
        throw refused('is of another list: send it with the filters, `sort` and `order` that it was given for, or no `cursor` to begin anew');
      }
      return { value, id: itemId };
    },
  };
}

/** The same for the same list, in whatever order its filters were sent. */
function fingerprint(id: string, { filters, sort }: Which): string {
  const sorted = filters.map(({ field, operator, value }) => JSON.stringify([field, operator, value])).toSorted();
  const hash = createHash('sha256').update(JSON.stringify([id, sort.field, sort.descending, sorted])).digest();
  return hash.subarray(0, FINGERPRINT).toString('base64url');
}

function refused(message: string): Failure {
  const fault: Fault = { in: 'query', pointer: '/cursor', code: 'cursor', message };
  return fail('invalid_parameter', { message: `A query parameter is not valid: \`cursor\` ${message}.`, details: [fault] });
}
