import type { PGlite } from '@electric-sql/pglite';

/** The octets of U+FEFF in UTF-8. */
const MARK = Buffer.from('\ufeff');
const DATA_ROW = 'D'.charCodeAt(0);

/**
 * Makes a PGlite give texts as they are stored. It decodes each value by itself with a TextDecoder, which takes a U+FEFF
 * at the beginning for a byte order mark and leaves it out; nothing that it can be given changes that. Here it is put back,
 * out of the messages that the values came in (PostgreSQL, 54.7, DataRow).
 */
export function keepLeadingMarks(pglite: PGlite): void {
  pglite.execProtocolStream = async (message, options) => {
    const { messages, data } = await pglite.execProtocol(message, options);
    const octets = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    if (!octets.includes(MARK)) return messages;

    const rows = messages.flatMap((one) => (one.name === 'dataRow' && 'fields' in one ? [one.fields as (string | null)[]] : [])); // As DataRowMessage has them.
    for (const [index, marked] of markedFields(octets).entries()) {
      for (const field of marked) {
        const fields = rows[index];
        if (fields) fields[field] = `\ufeff${fields[field]}`;
      }
    }
    return messages;
  };
}

/** For each row, which of its fields begin with the mark. */
function markedFields(octets: Buffer): number[][] {
  const rows: number[][] = [];
  for (let at = 0; at < octets.length; at += 1 + octets.readInt32BE(at + 1)) {
    if (octets[at] === DATA_ROW) rows.push(markedOf(octets, at + 5));
  }
  return rows;
}

function markedOf(octets: Buffer, start: number): number[] {
  const marked: number[] = [];
  let at = start + 2;
  for (let field = 0; field < octets.readInt16BE(start); field += 1) {
    const length = octets.readInt32BE(at);
    at += 4;
    if (length >= MARK.length && octets.subarray(at, at + MARK.length).equals(MARK)) marked.push(field);
    at += Math.max(length, 0); // null has the length -1 and no octets.
  }
  return marked;
}
