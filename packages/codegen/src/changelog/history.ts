import { gitIn, whyNoGit, type Git } from '../git.ts';

/** A state of a file that the changelog stops at: the last of a day, or that of a release. */
export interface Point {
  /** The day of the commit, or of the release, as a full-date in UTC. */
  date: string;
  /** The tag of the release; undefined for a day between releases. */
  release: string | undefined;
  /** The hash of the file's content; undefined where the commit does not have the file. */
  blob: string | undefined;
}

/** What git knows of a file. */
export interface History {
  /** Oldest first. What the first one is compared with is `base`. */
  points: Point[];
  /** The oldest state that is known, where what was before it is not; undefined where the file began with the first point. */
  base?: Point | undefined;
  /** A sentence that says why there is nothing, or what is missing; undefined when it is all there. */
  gap?: string | undefined;
}

/**
 * Reads the history of a file along first parents, which is what was on the branch, day by day and release by release
 * (tags `v*`). Where git has no history it says so and gives no points.
 *
 * @param path relative to the folder
 */
export async function historyOf(folder: string, path: string): Promise<History> {
  const git = gitIn(folder);
  if (await whyNoGit(git)) return { points: [], gap: 'This copy of the project has no git history, so it cannot tell what has changed.' };
  if (!(await git('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => undefined))) return { points: [], gap: 'Nothing was committed yet, so nothing has changed.' };

  const touching = new Set((await git('log', '--first-parent', '--format=%H', '--', path)).split('\n'));
  const log = await git('log', '--first-parent', '--reverse', '--decorate=full', '--decorate-refs=refs/tags/v*', '--format=%H %ct %D');
  const points = await Promise.all(stopsOf(log.trim().split('\n').map(readLine), touching).map((stop) => pointAt(git, path, stop)));
  if ((await git('rev-parse', '--is-shallow-repository')).trim() !== 'true') return { points };
  const [base, ...rest] = points;
  return { points: rest, base, gap: 'This copy of the project has only the newest part of its git history, so older changes are missing.' };
}

interface Commit {
  hash: string;
  date: string;
  release: string | undefined;
}

function readLine(line: string): Commit {
  const [, hash = '', seconds = '0', refs = ''] = /^(\S+) (\d+) ?(.*)$/.exec(line) ?? [];
  return { hash, date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10), release: /refs\/tags\/(v[^,\s]+)/.exec(refs)?.[1] };
}

/** The commits to stop at: each release, and the last of each day on which the file was touched and no release took up. */
function stopsOf(log: readonly Commit[], touching: ReadonlySet<string>): Commit[] {
  const stops: Commit[] = [];
  let open: Commit | undefined;
  for (const commit of log) {
    if (open && open.date !== commit.date && touching.has(commit.hash)) stops.push(open);
    if (touching.has(commit.hash)) open = commit;
    if (commit.release) {
      stops.push(commit);
      open = undefined;
    }
  }
  return open ? [...stops, open] : stops;
}

async function pointAt(git: Git, path: string, { hash, date, release }: Commit): Promise<Point> {
  const blob = await git('rev-parse', '--verify', '--quiet', `${hash}:./${path}`).catch(() => '');
  return { date, release, blob: blob.trim() || undefined };
}
