import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A process that a test started; it ends with the test at the latest. */
export interface Child {
  pid: number;
  /** Everything it has printed, on both streams. */
  output(): string;
  /** Waits for a line that starts with this. */
  line(start: string): Promise<string>;
  /** Gives it a line to read. */
  write(line: string): void;
  /** Ends it and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Waits for its end; the exit code, or null when a signal ended it. */
  exit: Promise<number | null>;
}

/** Runs a piece of TypeScript (an ES module, imports with absolute paths) in a process of its own. */
export function runModule(code: string, env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module-typescript', '--eval', code], {
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  return watch(child);
}

const MAIN = resolve(import.meta.dirname, '../src/main.ts');

/** Runs the server in a process of its own, on free ports and without building the documentation. */
export function runServer(env: Record<string, string>): Child {
  const child = spawn(process.execPath, ['--conditions=source', MAIN], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  return watch(child);
}

/** Runs a file of TypeScript in a process of its own. */
export function runFile(path: string, args: readonly string[] = [], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ['--conditions=source', path, ...args], { env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));

  return watch(child);
}

/** Waits until a server takes requests, and gives its URL. */
export async function urlOf(server: Child): Promise<string> {
  const ready = 'Plumbline is ready at ';
  return (await server.line(ready)).slice(ready.length);
}

/** Where the metrics of a server are, and its probes beside them. */
export async function metricsUrlOf(server: Child): Promise<string> {
  const told = 'Metrics are at ';
  return (await server.line(told)).slice(told.length);
}

function watch(child: ChildProcess): Child {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const exit = new Promise<number | null>((ended) => child.once('close', ended));

  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const check of waiting) check();
    });
  }

  return {
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    line: (start) =>
      new Promise((found, reject) => {
        const check = () => {
          const line = lines.find((candidate) => candidate.startsWith(start));
          if (line !== undefined) found(line);
        };
        waiting.add(check);
        check();
        void exit.then(() => reject(new Error(`It ended without a line that starts with "${start}":\n${lines.join('\n')}`)));
      }),
    write: (line) => child.stdin?.write(`${line}\n`),
    async kill(signal) {
      child.kill(signal);
      await exit;
    },
    exit,
  };
}
