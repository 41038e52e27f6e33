import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { readBackup } from './read-backup.ts';
import type { Entry } from './read-backup.ts';

const HEADER = { format: 1, made_at: '2026-06-01T00:00:00.000Z', postgres: '18.6', migrations: ['0001'], tables: { a: ['id'], b: ['id'] }, sealed_with: [] };
const ROWS = ['{"id": "line\u2028separator \u0085 🔑"}', '{"id": 9007199254740993}'];

/** A backup of two tables; what is given takes the place of what it would hold. */
function backup({ header = HEADER as object, rows = ROWS, counts = { a: 2, b: 0 } as object, sha256 = '', tail = '' } = {}): Buffer {
  const lines = [{ backup: header }, { table: 'a' }].map((line) => JSON.stringify(line));
  const text = [...lines, ...rows.map((row) => `{"row":${row}}`), '{"table":"b"}', '{"sequences":{"a_id_seq":"2"}}', ''].join('\n');
  const end = { rows: counts, sha256: sha256 || createHash('sha256').update(text).digest('hex') };

  return gzipSync(`${text}${JSON.stringify({ end })}\n${tail}`);
}

async function read(bytes: Uint8Array): Promise<Entry[]> {
  const path = join(testFolder(), 'backup');
  await writeFile(path, bytes);
  const file = await open(path);
  try {
    const entries: Entry[] = [];
    for await (const entry of readBackup(file)) entries.push(entry);
    return entries;
  } finally {
    await file.close();
  }
}

describe('readBackup', () => {
  it('gives what is in it, rows as they were written', async () => {
    expect(await read(backup())).toMatchObject([
      { kind: 'header', header: HEADER },
      ...ROWS.map((row) => ({ kind: 'row', table: 'a', row })),
      { kind: 'sequences', sequences: { a_id_seq: '2' } },
      { kind: 'end', end: { rows: { a: 2, b: 0 } } },
    ]);
  });

  it('reads characters that two chunks share', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => JSON.stringify({ id: `${'🔑'.repeat(40)}${index}` }));

    expect(await read(backup({ rows, counts: { a: rows.length, b: 0 } }))).toHaveLength(rows.length + 3);
  });

  it('refuses a file that is cut, wherever', async () => {
    const whole = backup();
    for (let length = 0; length < whole.length; length += 1) {
      await expect(read(whole.subarray(0, length)), `${length} of ${whole.length} bytes`).rejects.toThrow('not a whole, unaltered backup');
    }
  });

  it('refuses lines that are missing at the end', async () => {
    const lines = gunzipSync(backup()).toString().split('\n').slice(0, -1);
    for (let count = 0; count < lines.length; count += 1) {
      await expect(read(gzipSync(lines.slice(0, count).map((line) => `${line}\n`).join('')))).rejects.toThrow('not a whole, unaltered backup');
    }
  });

  it('refuses a file in which any one letter was changed', async () => {
    const text = gunzipSync(backup()).toString('latin1');
    const letters = [...text.matchAll(/[a-z0-9]/g)].map(({ index }) => index);
    for (const index of letters) {
      const changed = Buffer.from(text, 'latin1');
      changed[index] = text[index] === 'x' ? 0x79 : 0x78;
      await expect(read(gzipSync(changed)), `letter ${index}`).rejects.toThrow(/not a whole, unaltered backup/);
    }
  }, 30_000);

  it.each([
    ['a file that is not packed', gunzipSync(backup()), 'incorrect header check'],
    ['an empty file', Buffer.alloc(0), 'unexpected end of file'],
    ['nothing, packed', gzipSync(''), 'its end is missing'],
    ['another packed file', gzipSync('{"name":"x"}\n'), 'does not begin like a backup'],
    ['text', gzipSync('hello\n'), 'a line that is not JSON'],
    ['a row before any table', gzipSync(`${JSON.stringify({ backup: HEADER })}\n{"row":{}}\n`), 'a row belongs to no table'],
    ['another checksum', backup({ sha256: '0'.repeat(64) }), 'its checksum is another one'],
    ['other counts', backup({ counts: { a: 2, b: 1 } }), 'not as many rows of b as it says'],
    ['something behind its end', backup({ tail: '{"table":"a"}\n' }), 'something follows its end'],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });

  it('refuses another format, and says what reads it', async () => {
    await expect(read(backup({ header: { ...HEADER, format: 2 } }))).rejects.toThrow('The backup has format 2, and this release reads format 1.');
  });
});
