import { startContender, type Contender } from './contender.ts';
import { say, whileWaiting } from './say.ts';
import type { Server } from './servers.ts';

/** Starts the servers one after the other, so that the time until each is ready is its own. */
export async function startAll(servers: readonly Server[], running: AsyncDisposableStack): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const server of servers) {
    const contender = running.use(await whileWaiting(`starting ${server.label}`, startContender(server)));
    say(`  ${server.label}: ready after ${Math.round(contender.readyMs)} ms`);
    contenders.push(contender);
  }
  return contenders;
}
