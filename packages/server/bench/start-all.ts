import { resolve } from 'node:path';
import { say, startContender, whileWaiting, type Subject } from '@plumbline/benchmark';
import { CREDENTIALS } from './probes.ts';
import type { Server } from './servers.ts';

/** A server that runs, and what is known of it. */
export interface Started extends Subject {
  server: Server;
}

/** Starts the servers one after the other, so that the time until each is ready is its own. */
export async function startAll(servers: readonly Server[], running: AsyncDisposableStack): Promise<Started[]> {
  const started: Started[] = [];
  for (const server of servers) {
    const { id, label } = server;
    const starting = startContender({ id, file: resolve(import.meta.dirname, 'serve.ts'), args: [id] });
    const contender = running.use(await whileWaiting(`starting ${label}`, starting));
    say(`  ${label}: ready after ${Math.round(contender.readyMs)} ms`);
    started.push({ id, label, server, contender, credentials: CREDENTIALS });
  }
  return started;
}
