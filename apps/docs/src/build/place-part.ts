import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One of the things that are built: the reference, the site. */
export interface Part {
  name: string;
  /** What it is made from; see `fingerprint`. */
  from: string;
  /** Makes it in an empty folder, and gives what whoever serves it has to know beside the files. */
  make(folder: string): Promise<object>;
}

/** What `<part>.json` in the folder of the documentation says: where the files of the part are, and what `make` gave. */
export interface Placed {
  /** Beside the JSON file. */
  folder: string;
}

/**
 * Makes a part in a folder of its own and then names that folder in `<part>.json`, in one step: whoever serves it has the
 * old part or the new one, never half of one. Of older ones the last is kept, for pages that are open.
 *
 * @returns false when this part was there already
 */
export async function placePart(docs: string, { name, from, make }: Part): Promise<boolean> {
  const pointer = join(docs, `${name}.json`);
  const folder = `${name}-${from}`;
  const present = await readFile(pointer, 'utf8').then((text) => (JSON.parse(text) as Placed).folder, () => undefined);
  if (present === folder && (await isThere(join(docs, folder)))) return false;

  const making = join(docs, `.making-${name}-${process.pid}`);
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true });
  try {
    const told = await make(making);
    await rm(join(docs, folder), { recursive: true, force: true }); // What an interrupted build left behind.
    await rename(making, join(docs, folder));
    await writeFile(`${pointer}.${process.pid}`, JSON.stringify({ folder, ...told } satisfies Placed));
    await rename(`${pointer}.${process.pid}`, pointer);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  for (const old of await readdir(docs)) {
    if (old.startsWith(`${name}-`) && old !== folder && old !== present) await rm(join(docs, old), { recursive: true, force: true });
  }
  return true;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
