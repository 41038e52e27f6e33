import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { Config } from '../config.ts';
import { writeOnce } from '../files/write-whole.ts';
import type { Report } from '../store/database-handle.ts';
import { parseSecretsKey } from './secrets-key.ts';
import type { SecretsKeys } from './secrets-key.ts';

type Needs = Pick<Config, 'dataDir' | 'secretsKey' | 'secretsKeysPrevious'>;

/**
 * The keys that secrets are sealed with. Without SECRETS_KEY there is one in `<dataDir>/secrets.key`, made by the
 * first process that asks; several that start at once agree on it.
 *
 * @param report is told when a key was made, and what several machines need.
 * @throws Error that names the file that cannot be made or does not hold a key; it never repeats what is in it.
 */
export async function loadSecretsKeys(config: Needs, report: Report): Promise<SecretsKeys> {
  const current = config.secretsKey ?? (await findKey(config.dataDir)) ?? (await makeKey(config.dataDir, report));

  return { current, previous: config.secretsKeysPrevious };
}

/** The same, except that no key is made: undefined when there is none. */
export async function findSecretsKeys(config: Needs): Promise<SecretsKeys | undefined> {
  const current = config.secretsKey ?? (await findKey(config.dataDir));

  return current && { current, previous: config.secretsKeysPrevious };
}

const pathIn = (dataDir: string) => join(dataDir, 'secrets.key');

async function findKey(dataDir: string): Promise<KeyObject | undefined> {
  const path = pathIn(dataDir);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`The key in ${path} cannot be read (${error.code}). Make it readable for this user, or set SECRETS_KEY.`, { cause: error });
  });
  if (text === undefined) return undefined;

  const key = parseSecretsKey(text.trim());
  if (!key) throw new Error(`${path} does not hold a key (base64 of 32 bytes). Put back a copy of it, or set SECRETS_KEY.`);

  return key;
}

async function makeKey(dataDir: string, report: Report): Promise<KeyObject> {
  const path = pathIn(dataDir);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const isOurs = await writeOnce(path, `${randomBytes(32).toString('base64')}\n`);
    if (isOurs) report(`Made the key for stored secrets in ${path}: keep a copy. Several machines need one key: set SECRETS_KEY on each.`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`No key for stored secrets could be made in ${path} (${reason}). Set SECRETS_KEY, or DATA_DIR to a folder that can be written.`, { cause: error });
  }

  const key = await findKey(dataDir);
  if (!key) throw new Error(`${path} was removed while it was being read. Start again.`);

  return key;
}
