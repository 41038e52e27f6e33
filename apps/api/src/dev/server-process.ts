import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Outcome } from './outcome.ts';
import type { Report } from './report.ts';

/** The server, as a child of the loop. */
export interface ServerProcess {
  /** Whether it takes requests. */
  readonly running: boolean;
  /** Where it takes them, once it has. */
  readonly url: string | undefined;
  /** Ends the one that is there and starts another, after what was asked for before; done when that one takes requests or has failed. */
  restart(): Promise<Outcome>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

interface Given {
  /** Node's arguments: its conditions and the server's main file. */
  args: string[];
  env: NodeJS.ProcessEnv;
  report: Pick<Report, 'line'>;
  /** Gets the address once, when the first server takes requests there. */
  located?: (url: string) => void;
  /** When aborted, no server is started any more. */
  signal: AbortSignal;
  /** Milliseconds that a server has to end; it promises 10 s, unless a handler never gives the processor back. */
  patience?: number;
}

const READY = /^Plumbline is ready at (\S+)$/;

/** Makes the process; `restart` starts it for the first time. */
export function createServerProcess({ args, env, report, located: tellAddress, signal, patience = 10_000 }: Given): ServerProcess {
  let child: ChildProcess | undefined;
  let running = false;
  let url: string | undefined;
  let isTold = false;
  let last: Promise<unknown> = Promise.resolve();
  // Whatever ends the loop, no server is left behind that holds the port and the database.
  process.once('exit', () => child?.kill());

  async function start(): Promise<Omit<Outcome, 'seconds'>> {
    if (signal.aborted) return { ok: false, problems: [] };

    // A restart keeps the port that the system chose, so that an open page finds the server again.
    const port = url && { PORT: new URL(url).port };
    const started = spawn(process.execPath, args, { env: { ...env, ...port }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = started;
    const first = url === undefined;
    const said: string[] = [];
    const located = Promise.withResolvers<void>();
    for (const stream of [started.stdout, started.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        const found = READY.exec(line)?.[1];
        if (found) {
          url = found;
          located.resolve();
        } else if (running || first) report.line(`  ${line}`);
        else said.push(line);
      });
    }
    const closed = once(started, 'close').then((ended) => {
      const [code, by] = ended as [number | null, string | null]; // As Node documents `close`.
      const ready = running;
      running = false;
      child = undefined;
      if (ready && !started.killed) report.line(`The server ended on its own (${by ?? `exit code ${code}`}). The next save starts it again.`);
      return false;
    });

    const ready = Promise.all([once(started, 'message'), located.promise]).then(() => (running = true));
    const ok = await Promise.race([ready, closed]);
    if (ok && url && !isTold && !signal.aborted) {
      isTold = true;
      tellAddress?.(url);
    }
    return { ok, problems: ok ? [] : said.filter((line) => !line.includes('node:internal/')) };
  }

  async function stop(): Promise<void> {
    const ending = child;
    if (!ending) return;

    const gone = once(ending, 'close');
    ending.kill('SIGTERM');
    const timer = setTimeout(() => {
      report.line(`The server did not end within ${patience / 1000} s, so it was killed.`);
      ending.kill('SIGKILL');
    }, patience);
    await gone;
    clearTimeout(timer);
  }

  return {
    get running() {
      return running;
    },
    get url() {
      return url;
    },
    restart() {
      const began = performance.now();
      const restarted = last.then(async () => {
        await stop();
        return { ...(await start()), seconds: (performance.now() - began) / 1000 };
      });
      last = restarted.catch(() => {}); // Told to who asked for it.
      return restarted;
    },
    stop,
  };
}
