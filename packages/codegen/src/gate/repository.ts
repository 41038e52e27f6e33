import { gitIn, whyNoGit } from '../git.ts';
import { GateError, NoRepositoryError } from './gate-error.ts';

/** A commit that contracts are compared with. */
export interface Ref {
  /** How it was named: `v1.2.0`, `main`. */
  name: string;
  /** The same with its abbreviated hash, for a report. */
  label: string;
}

/** A git repository, of which only committed files are read. */
export interface Repository {
  /**
   * Finds what was promised last: the last release, which is the nearest tag `v*` behind HEAD, and before the first one the
   * branch main.
   *
   * @param named a ref to take instead
   * @returns undefined when nothing was committed yet
   * @throws GateError when there is none, or it cannot be known
   */
  lastRelease(named?: string): Promise<Ref | undefined>;
  /** Reads a file as it is at a commit; undefined when it is not there. Its path is relative to the repository's folder. */
  read(ref: Ref, path: string): Promise<string | undefined>;
}

/**
 * Opens the repository that a folder belongs to.
 *
 * @throws NoRepositoryError when the folder belongs to none, or git is missing
 * @throws GateError when git cannot read it
 */
export async function openRepository(folder: string): Promise<Repository> {
  const git = gitIn(folder);
  const ask = (...args: string[]) => git(...args).then((text) => text.trim(), () => undefined);
  const trouble = await whyNoGit(git);
  if (trouble) {
    const Reason = trouble.isMissing ? NoRepositoryError : GateError;
    throw new Reason(`There is no repository at ${folder} to take the last release from (${trouble.said}). Run the gate in a clone, or set two files side by side with \`plumbline compare\`.`);
  }

  const commit = (ref: string) => ask('rev-parse', '--verify', '--quiet', '--short', '--end-of-options', `${ref}^{commit}`);
  const refOf = async (name: string): Promise<Ref | undefined> => {
    const hash = await commit(name);
    return hash ? { name, label: `${name} (${hash})` } : undefined;
  };

  return {
    async lastRelease(named) {
      if (named !== undefined) {
        const ref = await refOf(named);
        if (ref) return ref;
        throw new GateError(`There is no commit ${named}. Name a tag, a branch or a commit that \`git show\` knows: --base v1.0.0`);
      }
      if (!(await commit('HEAD'))) return undefined;

      const tag = await ask('describe', '--tags', '--abbrev=0', '--match', 'v*');
      if (tag) return refOf(tag);
      // Its tags may be behind what was fetched, and main would be compared with itself.
      if ((await ask('rev-parse', '--is-shallow-repository')) === 'true') {
        throw new GateError('This clone is shallow and has no tag `v*`, so the last release is not known. Fetch the rest first: git fetch --unshallow --tags');
      }
      const main = (await refOf('main')) ?? (await refOf('origin/main'));
      if (main) return main;
      throw new GateError('There is neither a tag `v*` behind HEAD nor a branch main to compare with. Fetch them (git fetch --tags origin main:main), or name a commit: --base <ref>');
    },
    async read({ name }, path) {
      const listed = await git('ls-tree', '--name-only', '--end-of-options', name, '--', path);
      return listed.trim() === '' ? undefined : git('show', '--end-of-options', `${name}:./${path}`);
    },
  };
}
