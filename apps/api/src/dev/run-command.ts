import { spawn } from 'node:child_process';
import { yieldProcessor } from './yield-processor.ts';

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
}

/** Runs a Node program to its end, behind what a person waits for; an aborted signal ends it early, and what it has started. */
export function runCommand(args: string[], { cwd, env, signal }: Where): Promise<Ran> {
  const started = performance.now();
  if (signal.aborted) return Promise.resolve({ code: null, stdout: '', stderr: '', seconds: 0 });

  // A group of its own, since a program that is ended leaves alone what it has started.
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  yieldProcessor(child);
  const end = () => endGroup(child.pid);
  signal.addEventListener('abort', end, { once: true });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      const seconds = (performance.now() - started) / 1000;
      resolve({ code, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'), seconds });
    });
  });
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return; // It could not be started.
  try {
    process.kill(-leader, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // It has ended already.
  }
}
