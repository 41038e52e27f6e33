import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { useEmbedded } from '../src/store/embedded.ts';

const CACHE = resolve(import.meta.dirname, '../../../node_modules/.cache/plumbline');
const STORE = resolve(import.meta.dirname, '../src/store');

/**
 * An embedded database in memory with all tables and no rows. Making one takes three seconds, so a
 * copy is kept and loaded from then on, until a migration or PGlite's version changes.
 */
export async function loadTemplate(): Promise<PGlite> {
  const path = join(CACHE, `pglite-${await fingerprint()}.tar`);
  const copy = await readFile(path).catch(() => undefined);

  return PGlite.create({ loadDataDir: new Blob([copy ?? (await makeTemplate(path))]) });
}

async function makeTemplate(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const pglite = await PGlite.create();
  const database = await useEmbedded(pglite);
  const dump = await pglite.dumpDataDir('none');
  const bytes = new Uint8Array(await dump.arrayBuffer());
  await database.close();

  // Test files run side by side and may all make it the first time: each moves a whole file into place.
  await mkdir(CACHE, { recursive: true });
  await writeFile(`${path}.${process.pid}`, bytes);
  await rename(`${path}.${process.pid}`, path);

  return bytes;
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const folder = join(STORE, 'migrations');
  for (const name of (await readdir(folder)).toSorted()) hash.update(name).update(await readFile(join(folder, name)));
  hash.update(await readFile(join(STORE, 'migrate.ts')));
  hash.update(await readFile(new URL('../package.json', import.meta.resolve('@electric-sql/pglite'))));

  return hash.digest('hex').slice(0, 16);
}
