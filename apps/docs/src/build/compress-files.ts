import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(?:html|css|js|json|md|svg|txt|xml|yaml)$/;

/** Smaller files go into one packet either way. */
const LEAST = 1024;

/** How many files are compressed at once: as many as Node has threads for it. */
const AT_ONCE = 4;

/** Where better compression begins to cost more time than it saves octets: 9 takes 7 times as long for 0.7 % less. */
const QUALITY = 7;

/** Writes `<file>.br` and `<file>.gz` beside every file of text in a folder and below it. */
export async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  const work = files.values();
  // One iterator that all workers take from.
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const file of work) await compressFile(file);
  }));
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < LEAST) return;

  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content, { level: 9 })]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}
