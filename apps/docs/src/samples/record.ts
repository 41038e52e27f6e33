import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LANGUAGE_NAMES } from './emit/languages.ts';
import { writeOutputs } from './guides/page.ts';
import { runPage } from './guides/run-page.ts';
import { RECORDINGS, recordingPath, recordingText } from './recording.ts';
import { runOperation } from './run-operation.ts';
import { sideBySide } from './run/side-by-side.ts';
import { select } from './selection.ts';
import { openStage } from './stage.ts';

const WIDTH = 3;

/**
 * Runs the curl sample of each operation and each page, and writes what they were answered: into `recordings/` and into the
 * output blocks of pages. What is recorded of operations that the contract no longer has goes.
 *
 * @param only the names of operations and pages to record, between commas; all when left out
 * @param report takes a line for each
 * @returns the failures; what failed is not written
 */
export async function record(only: string | undefined, report: (line: string) => void): Promise<string[]> {
  const { calls, pages } = select(only);
  report(`Starting a server with an account for each of ${calls.length + pages.length} …`);
  await using stage = await openStage(calls.length + pages.length);
  await mkdir(RECORDINGS, { recursive: true });
  const failures: string[] = [];
  const attempt = async (name: string, work: () => Promise<boolean>) => {
    try {
      report(`${(await work()) ? 'changed  ' : 'as it was'} ${name}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(reason);
      report(`FAILED    ${name}`);
    }
  };

  await sideBySide(WIDTH, [
    ...pages.map((page) => () =>
      attempt(page.name, async () => {
        const runs = await runPage(stage, page);
        const failed = runs.flatMap(({ failure }) => failure ?? []);
        if (failed.length > 0) throw new Error(failed.join('\n'));
        return writeOutputs(page, runs);
      }),
    ),
    ...calls.map((call) => () =>
      attempt(call.operationId, async () => {
        const { recording } = await runOperation(stage, call, LANGUAGE_NAMES[0] ?? 'curl');
        return recording !== undefined && writeChanged(recordingPath(call.operationId), recordingText(recording));
      }),
    ),
  ]);
  if (only === undefined) await forgetOthers(calls.map(({ operationId }) => operationId), report);

  return failures;
}

async function writeChanged(path: string, text: string): Promise<boolean> {
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== text) await writeFile(path, text);
  return before !== text;
}

async function forgetOthers(operationIds: readonly string[], report: (line: string) => void): Promise<void> {
  const known = new Set(operationIds.map((id) => basename(recordingPath(id))));
  for (const name of (await readdir(RECORDINGS)).filter((file) => !known.has(file))) {
    await rm(join(RECORDINGS, name));
    report(`removed ${name}, which is of no operation`);
  }
}
