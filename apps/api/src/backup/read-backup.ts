import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { asEnd, asHeader, asSequences, asTable, FORMAT } from './format.ts';
import type { End, Header } from './format.ts';

/** What stands in a backup, in its order. */
export type Entry =
  | { kind: 'header'; header: Header }
  /** One row, as the JSON text that the database wrote. */
  | { kind: 'row'; table: string; row: string }
  | { kind: 'sequences'; sequences: Record<string, string> }
  /** Nothing is wrong with what came before. */
  | { kind: 'end'; end: End };

const CHUNK = 64 * 1024;
const ROW = '{"row":';

/**
 * Reads a backup from its beginning. Only when `end` comes is it known to be whole and unaltered.
 *
 * @throws Error that says what is wrong with the file.
 */
export async function* readBackup(file: FileHandle): AsyncGenerator<Entry> {
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  let header: Header | undefined;
  let table: string | undefined;
  let end: End | undefined;

  for await (const line of readLines(file)) {
    if (end) throw damaged('something follows its end');

    if (line.startsWith(ROW)) {
      if (table === undefined) throw damaged('a row belongs to no table');
      counts.set(table, (counts.get(table) ?? 0) + 1);
      yield { kind: 'row', table, row: line.slice(ROW.length, -1) };
    } else {
      const content = parse(line);
      if (!header) {
        header = readHeader(content);
        yield { kind: 'header', header };
      } else if (asTable(content) !== undefined) {
        table = asTable(content);
      } else if ((end = asEnd(content))) {
        continue;
      } else {
        const sequences = asSequences(content);
        if (!sequences) throw damaged('it holds a line that is not known');
        yield { kind: 'sequences', sequences };
      }
    }
    hash.update(line).update('\n');
  }

  if (!header || !end) throw damaged('its end is missing');
  if (end.sha256 !== hash.digest('hex')) throw damaged('its checksum is another one');
  for (const name of Object.keys(header.tables)) {
    if (end.rows[name] !== (counts.get(name) ?? 0)) throw damaged(`it has not as many rows of ${name} as it says`);
  }
  yield { kind: 'end', end };
}

/** Lines end with U+000A alone: node:readline would also break them at U+2028, which JSON may hold. */
async function* readLines(file: FileHandle): AsyncGenerator<string> {
  const unpacked = createGunzip().setEncoding('utf8');
  // What goes wrong here ends `unpacked` with the same error, which is thrown below.
  pipeline(readChunks(file), unpacked).catch(() => {});
  let rest = '';

  try {
    for await (const chunk of unpacked) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    // What zlib says of a file that is cut or changed: Z_BUF_ERROR, Z_DATA_ERROR.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw damaged(error.message, error);
    throw error;
  }
  if (rest !== '') throw damaged('its last line is not whole');
}

/** From the beginning, wherever an earlier reading has stopped; a stream would close the file. */
async function* readChunks(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(CHUNK), position });
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function readHeader(content: unknown): Header {
  const header = asHeader(content);
  if (!header) throw damaged('it does not begin like a backup');
  if (header.format !== FORMAT) {
    throw new Error(`The backup has format ${header.format}, and this release reads format ${FORMAT}. Restore it with the release that made it.`);
  }

  return header;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw damaged('it holds a line that is not JSON', error);
  }
}

function damaged(what: string, cause?: unknown): Error {
  return new Error(`The file is not a whole, unaltered backup: ${what}. Use another copy of it.`, { cause });
}
