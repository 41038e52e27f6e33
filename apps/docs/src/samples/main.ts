import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { record } from './record.ts';

const HELP = `Runs the samples of every operation and the code of every guide against a server that is started for them.

  npm run samples                          record: rewrite apps/docs/recordings/*.json and the output blocks of the guides
  npm run samples -- --only createProject  only that operation, or that guide ("guides/jobs" or "jobs"); several between commas
  npm run samples -- --check               change nothing; fail where a sample does not compile or run, or answers differently
                                           than recorded in more than ids, times, tags, secrets and signatures

Each sample runs in an account of its own, whose sandbox holds the contract's examples. What a sandbox does not have (keys,
webhooks, deliveries, events, jobs, tasks) is made before by requests; samples and recordings show it by the contract's ids.

Code in guides is marked by a word behind the language of its fence:
  ts run        a whole module that is type-checked and run          ts check      one that is only type-checked
  sh run        a script for bash; an answer of 400 or more fails    run fails     it is about an error, so it has to fail
  json output   what the block above printed, as JSON                text output   as text
Blocks of a page run in their order and share an account, and those of a language a folder. What a busy machine makes the
server refuse with 503 is begun again in a new account.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, problem } = read();
  if (problem !== undefined) {
    process.stderr.write(`${problem}\nAdd --help to see what there is.\n`);
    return 2;
  }
  if (values?.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  return values?.check ? check(values.only) : rewrite(values?.only);
}

function read() {
  try {
    const { values } = parseArgs({ options: { check: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    return { values };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function rewrite(only: string | undefined): Promise<number> {
  const began = performance.now();
  try {
    const failures = await record(only, (line) => void process.stdout.write(`${line}\n`));
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    process.stdout.write(failures.length === 0 ? `Recorded in ${seconds} s.\n` : `\n${failures.length} failed and kept what was recorded of them:\n\n${failures.join('\n\n')}\n`);
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** What CI runs: one test for each sample. */
function check(only: string | undefined): Promise<number> {
  const folder = resolve(import.meta.dirname, '../..');
  const env = { ...process.env, ...(only !== undefined && { SAMPLES_ONLY: only }) };
  return new Promise((done, fail) => {
    spawn(join(folder, '../../node_modules/.bin/vitest'), ['run', '--config', 'vitest.samples.config.ts'], { cwd: folder, env, stdio: 'inherit' })
      .once('error', fail)
      .once('close', (code) => done(code ?? 1));
  });
}
