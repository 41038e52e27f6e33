import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The loop that `npm run dev` is, as a child. */
export interface Loop extends AsyncDisposable {
  /** What it has said until now. */
  output(): string;
  /** Its exit code, once it has ended. */
  exit: Promise<number | null>;
  /**
   * Waits for what it says next, in whole lines, behind what was already waited for.
   *
   * @throws Error with its output, when it ends without saying that
   */
  says(pattern: RegExp): Promise<string[]>;
  /** Ends it as Ctrl-C does. */
  end(): Promise<number | null>;
}

/** Runs the loop of a repository on free ports, with a database of its own. */
export function runLoop(repository: string, args: readonly string[] = []): Loop {
  const data = mkdtempSync(join(tmpdir(), 'plumbline-'));
  const child = spawn(process.execPath, ['--conditions=source', join(repository, 'apps/api/src/dev/dev.ts'), ...args], {
    env: { ...ownEnvironment(), PORT: '0', METRICS_PORT: '0', DATA_DIR: data, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let heard = 0;
  let ended = false;
  let more = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      more.resolve();
    });
  }
  const exit = new Promise<number | null>((done) => {
    child.once('close', (code) => {
      ended = true;
      more.resolve();
      done(code);
    });
  });
  const end = () => {
    child.kill('SIGTERM');
    return exit;
  };

  return {
    output: () => output,
    exit,
    async says(pattern) {
      for (;;) {
        // Only whole lines, so that a pattern does not match the first part of what is still being written.
        const found = pattern.exec(output.slice(heard, output.lastIndexOf('\n') + 1));
        if (found) {
          heard += found.index + found[0].length;
          return found;
        }
        if (ended) throw new Error(`It ended without saying ${pattern}:\n${output}`);
        more = Promise.withResolvers();
        await more.promise;
      }
    },
    end,
    async [Symbol.asyncDispose]() {
      await end();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The environment of this process, without what tells Astro that it is under test: it would answer 404 to all (VITEST) and load no open page again (NODE_ENV). */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { VITEST: _vitest, NODE_ENV: _mode, ...own } = process.env;
  return own;
}
