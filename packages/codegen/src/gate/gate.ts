import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compareContracts } from '../compare/compare-contracts.ts';
import { EMPTY_BUNDLE, parseBundle, readBundle } from '../compare/read-bundle.ts';
import { breaks, report } from '../compare/report.ts';
import { GateError, NoRepositoryError } from './gate-error.ts';
import { passedSunsets } from './passed-sunsets.ts';
import { openRepository, type Ref, type Repository } from './repository.ts';

/** A bundled document of the repository, and the version of the API that it describes. */
export interface GatedBundle {
  name: string;
  /** Relative to the repository's folder. */
  path: string;
}

interface Options {
  /** The folder of the repository. */
  repository: string;
  bundles: readonly GatedBundle[];
  /** A commit to compare with, instead of the last release. */
  base?: string | undefined;
  /** A full-date in UTC. */
  today: string;
  /** Lets a folder pass that is no repository, with only its sunsets looked at. */
  unversioned?: boolean;
}

/** Whether a contract may go out, and what there is to say about it. */
export interface Verdict {
  ok: boolean;
  text: string;
}

/**
 * Holds the bundled documents of a working tree against those of the last release. They may break nothing that was stable
 * there, and nothing whose sunset has passed may be left.
 *
 * @throws GateError when the last release is not known, or no bundled document is there
 * @throws BundleError when one cannot be read
 */
export async function gate({ repository: folder, bundles, base, today, unversioned = false }: Options): Promise<Verdict> {
  if (!bundles.some(({ path }) => existsSync(join(folder, path)))) {
    throw new GateError(`None of ${bundles.map(({ path }) => path).join(', ')} is in ${folder}. Write them with \`npm run generate\`.`);
  }
  const repository = await openRepository(folder).catch((error: unknown) => {
    if (unversioned && error instanceof NoRepositoryError) return undefined;
    throw error;
  });
  const ref = await repository?.lastRelease(base);

  const verdicts: Verdict[] = [];
  for (const bundle of bundles) {
    verdicts.push(sunsets(bundle, await headOf(folder, bundle), today));
    if (repository && ref) verdicts.push(await compareWith(repository, ref, folder, bundle, today));
  }
  if (!repository) verdicts.push({ ok: true, text: `${folder} is no git repository, so only sunsets were looked at and nothing was compared.\n` });
  else if (!ref) verdicts.push({ ok: true, text: 'Nothing was committed yet, so there is nothing to compare with.\n' });
  return { ok: verdicts.every(({ ok }) => ok), text: verdicts.map(({ text }) => text).join('') };
}

async function headOf(folder: string, { path }: GatedBundle) {
  return existsSync(join(folder, path)) ? readBundle(join(folder, path)) : undefined;
}

function sunsets({ name, path }: GatedBundle, head: unknown, today: string): Verdict {
  const passed = head === undefined ? [] : passedSunsets(head, today);
  return { ok: passed.length === 0, text: passed.map((line) => `${name}: in ${path}, ${line}\n`).join('') };
}

async function compareWith(repository: Repository, ref: Ref, folder: string, bundle: GatedBundle, today: string): Promise<Verdict> {
  const { name, path } = bundle;
  const head = await headOf(folder, bundle);
  const before = await repository.read(ref, path);
  if (before === undefined) {
    return { ok: true, text: `${name}: ${head ? 'new' : 'not there'}; ${ref.label} has no ${path} to compare with.\n` };
  }
  const comparison = compareContracts(parseBundle(before, `${path} at ${ref.label}`), head ?? EMPTY_BUNDLE, { today });
  return { ok: !breaks(comparison), text: report(comparison, name, ref.label) };
}
