import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Ran } from './run-command.ts';
import { yieldProcessor } from './yield-processor.ts';

/** The generator, as a child of the loop that has everything loaded, which takes longer than to generate. It ends with the loop. */
export interface GeneratorProcess {
  /** Runs one of its commands, after those that were asked for before; none that has not begun when the signal is aborted. */
  run(args: string[], unless?: AbortSignal): Promise<Ran>;
  /** Has what follows run in another process, which loads what is on the disk then. */
  renew(): void;
  stop(): Promise<void>;
}

interface Given {
  /** Node's arguments: the program and its command that stands by. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** When aborted, no process is started any more. */
  signal: AbortSignal;
  /** Whether it leaves the processor to what a person waits for. */
  yields?: boolean;
}

/** Stands behind what a command has printed, on the output and on the error output, before its exit code. */
const END = '\u0004';

/** Makes the process; the first command starts it, as the next one does when it has ended. */
export function createGeneratorProcess({ args, cwd, env, signal, yields = false }: Given): GeneratorProcess {
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function start(): ChildProcess {
    const started = spawn(process.execPath, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
    if (yields) yieldProcessor(started);
    const forget = () => {
      if (child === started) child = undefined;
    };
    started.once('close', forget).once('error', forget);
    // What could not be written to it is told by its end.
    started.stdin.on('error', () => started.kill());
    return started;
  }

  async function runNow(command: string[], unless: AbortSignal | undefined): Promise<Ran> {
    const began = performance.now();
    const ran = (code: number | null, stdout = '', stderr = ''): Ran => ({ code, stdout, stderr, seconds: (performance.now() - began) / 1000 });
    if (signal.aborted || unless?.aborted) return ran(null);

    const runner = (child ??= start());
    const said = { stdout: '', stderr: '' };
    const ended = Promise.withResolvers<number | null>();
    const listeners = (['stdout', 'stderr'] as const).map((name) => {
      const listener = (text: string) => {
        said[name] += text;
        const [out, error] = [said.stdout, said.stderr].map((all) => all.split(END)[1]);
        if (out?.endsWith('\n') && error?.endsWith('\n')) ended.resolve(Number(out));
      };
      runner[name]?.setEncoding('utf8').on('data', listener);
      return () => runner[name]?.off('data', listener);
    });
    const closed = (code: number | null) => ended.resolve(code ?? null);
    runner.once('close', closed).once('error', ended.reject);
    runner.stdin?.write(`${JSON.stringify(command)}\n`);
    try {
      const code = await ended.promise;
      return ran(code, before(END, said.stdout), before(END, said.stderr));
    } finally {
      runner.off('close', closed).off('error', ended.reject);
      for (const forget of listeners) forget();
    }
  }

  return {
    run(command, unless) {
      const running = last.then(() => runNow(command, unless));
      last = running.catch(() => {}); // Told to who asked for it.
      return running;
    },
    renew() {
      child?.stdin?.end();
      child = undefined;
    },
    async stop() {
      const ending = child;
      if (!ending) return;
      const gone = once(ending, 'close');
      ending.kill('SIGTERM');
      await gone;
    },
  };
}

function before(end: string, text: string): string {
  return text.split(end)[0] ?? '';
}
