import { spawn } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedTest } from './asked-tests.ts';

/** How a test file ended. Only a test that failed by itself has caught something. */
export type Verdict = { kind: 'passed' } | { kind: 'caught'; title: string; why: string } | { kind: 'unclear'; why: string };

interface Report {
  success: boolean;
  testResults: { message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
}

/** The same values in every run, so that a measurement can be repeated; fewer requests, as there are many faults. */
const REPEATABLE = { FAST_CHECK_SEED: '20261124', GENERATED_SEED: '20261124', GENERATED_REQUESTS: '4000' };

/** What a test says that was too slow: that may be the machine's doing, and catches nothing. */
const TOO_SLOW = /timed out in \d+ ?ms|Property interrupted/;

/**
 * Runs one test file of a copy until its first failure. No type is checked: what the compiler would find does not count.
 *
 * @param limit seconds after which it is ended
 * @param stop ends it at once
 */
export async function runTest(copy: string, { folder, file, config }: AskedTest, limit: number, stop: AbortSignal): Promise<Verdict> {
  const results = join(copy, folder, 'test-results');
  rmSync(results, { recursive: true, force: true });
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const said = await finished(process.execPath, [vitest, 'run', file, '--config', config, '--bail=1', '--typecheck.enabled=false'], join(copy, folder), limit * 1_000, stop);
  stop.throwIfAborted();
  return said === undefined ? { kind: 'unclear', why: `did not end within ${limit} s` } : judge(results, said);
}

/** Reads the report that every suite writes. */
function judge(results: string, said: string): Verdict {
  const [path] = globSync('*.json', { cwd: results });
  if (path === undefined) return { kind: 'unclear', why: `vitest wrote no report: ${firstLine(said)}` };
  const report = JSON.parse(readFileSync(join(results, path), 'utf8')) as Report;
  if (report.success) return { kind: 'passed' };
  const failed = report.testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'failed');
  const found = failed.find(({ failureMessages }) => !failureMessages.some((message) => TOO_SLOW.test(message)));
  if (found) return { kind: 'caught', title: found.fullName.trim(), why: firstLine(found.failureMessages[0] ?? '') };
  return { kind: 'unclear', why: firstLine(failed[0]?.failureMessages[0] ?? report.testResults[0]?.message ?? said) };
}

/** Waits for a command; undefined when it was ended for its time. It has a process group, so that its workers end with it. */
async function finished(command: string, args: string[], cwd: string, limit: number, stop: AbortSignal): Promise<string | undefined> {
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...REPEATABLE, ...process.env, CI: '1' } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-10_000)));
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, limit);
  stop.addEventListener('abort', end, { once: true });
  try {
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
    end();
  }
  return isLate ? undefined : said;
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').trim().slice(0, 200);
}
