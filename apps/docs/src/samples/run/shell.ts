import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpAnswer, Interpreter, Ran, Surroundings } from './interpreter.ts';
import { readHeaderBlock } from './header-block.ts';

/** Milliseconds that a script may take. */
const PATIENCE = 60_000;
const STATUS_LINE = /^@status (\d{3})$/gm;

/**
 * Runs shell scripts as they stand, with bash and, as in a reader's shell, on after a command that fails; a variable that is not
 * set ends them. curl reads a `.curlrc` that keeps the headers of its last answer in a file and says every status on the error
 * stream, so that scripts need not.
 */
export async function openShell(folder: string): Promise<Interpreter> {
  return {
    check: () => Promise.resolve([]),
    run: async (path, surroundings) => {
      const home = await mkdtemp(join(folder, 'curl-'));
      try {
        return await runScript(path, surroundings, home);
      } finally {
        await rm(home, { recursive: true });
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function runScript(path: string, { env, folder }: Surroundings, home: string): Promise<Ran> {
  const headers = join(home, 'headers');
  const settings = ['silent', 'show-error', `dump-header = ${JSON.stringify(headers)}`, 'write-out = "%{stderr}\\n@status %{http_code}\\n"'];
  await writeFile(join(home, '.curlrc'), `${settings.join('\n')}\n`);
  await mkdir(folder, { recursive: true });

  const { stdout, stderr, code } = await execute(path, { cwd: folder, env: { ...inherited(), ...env, CURL_HOME: home } });
  const last = readHeaderBlock(await readFile(headers, 'utf8').catch(() => ''));
  const statuses = [...stderr.matchAll(STATUS_LINE)].map(([, status]) => Number(status));
  const answers = statuses.map((status, index): HttpAnswer => ({ status, headers: index === statuses.length - 1 ? last : [] }));
  const said = stderr.replace(STATUS_LINE, '').trim();

  return {
    text: stdout,
    values: valuesIn(stdout),
    answers,
    ...(code !== 0 && { failure: `It ended with code ${code}${said === '' ? '' : `: ${said}`}` }),
  };
}

function execute(path: string, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<{ stdout: string; stderr: string; code: string | number }> {
  const args = ['-o', 'nounset', path];
  return new Promise((done) => {
    execFile('bash', args, { ...options, timeout: PATIENCE, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      done({ stdout, stderr, code: error === null ? 0 : (error.code ?? `that of a signal, after ${PATIENCE / 1_000} s`) });
    });
  });
}

/** What programs need to run at all; a key of whoever records must not reach them. */
function inherited(): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG = 'C.UTF-8' } = process.env;
  return { PATH, HOME, LANG, NODE_OPTIONS: '--conditions=source' };
}

function valuesIn(text: string): unknown[] {
  if (text === '') return [];
  try {
    return [JSON.parse(text)];
  } catch {
    return [text];
  }
}
