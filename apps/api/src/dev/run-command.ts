import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** How a command ended. */
export interface Ran {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
}

interface Where {
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Whether it leaves the processor to what a person waits for. */
  yields?: boolean;
}

/** Runs a Node program to its end; an aborted signal ends it early. */
export function runCommand(args: string[], { cwd, env, signal, yields = false }: Where): Promise<Ran> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  if (yields && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));

  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      if (!signal.aborted) reject(error);
    });
    child.once('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ code, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'), seconds });
    });
  });
}
