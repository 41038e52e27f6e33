import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../src/main.ts');

/** Starts workers as their operator does, but that endpoints may be on the loopback; each in a process of its own, until the benchmark ends. */
export async function startWorkers(count: number, env: Readonly<Record<string, string>>, running: AsyncDisposableStack): Promise<void> {
  for (let started = 0; started < count; started += 1) {
    const worker = fork(MAIN, {
      execArgv: ['--conditions=source'],
      env: { ...process.env, NODE_ENV: 'production', ROLE: 'worker', WEBHOOK_ALLOW_LOOPBACK: 'true', METRICS_PORT: '0', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    running.defer(async () => {
      if (worker.exitCode === null && worker.kill('SIGKILL')) await once(worker, 'exit');
    });
    await once(worker, 'message');
  }
}
