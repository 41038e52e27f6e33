import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { onTestFinished } from 'vitest';
import { testFolder } from './folder.ts';
import { freePort } from './free-port.ts';

/** A Redis of one test's own, which can be taken away in the ways in which a server goes. */
export interface RedisServer {
  url: string;
  /** Starts it where it was, with nothing in it; gives back when it answers. */
  start(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Lets it do nothing more, while its port still takes connections. */
  freeze(): void;
  thaw(): void;
}

/**
 * Starts a Redis for the test that is running, on a free port; the server has to be installed.
 *
 * @param options of its command line
 */
export async function startRedis({ password = '', options = [] }: { password?: string; options?: string[] } = {}): Promise<RedisServer> {
  const port = await freePort();
  const dir = testFolder();
  const url = `redis://${password && `:${password}@`}127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const start = async () => {
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...(password ? ['--requirepass', password] : [])];
    server = spawn('redis-server', [...own, ...options], { stdio: 'ignore' });
    await answers(url);
  };
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  await start();

  return { url, start, kill, freeze: () => void server?.kill('SIGSTOP'), thaw: () => void server?.kill('SIGCONT') };
}

async function answers(url: string): Promise<void> {
  for (let left = 100; ; left -= 1) {
    const client = createClient({ url, socket: { reconnectStrategy: false } }).on('error', () => {});
    try {
      await client.connect();
      await client.ping();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await sleep(50);
    } finally {
      client.destroy();
    }
  }
}
