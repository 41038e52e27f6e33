import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { RivalId } from './rivals.ts';
import type { Asked } from './servers.ts';

/** What a client's process is asked to do. */
export interface Question {
  calls: number;
  inFlight: number;
}

/** What came of it. */
export interface Round {
  /** What the last call gave. */
  gave: unknown;
  milliseconds: number;
  perSecond: number;
  /** Processor time of one call, in microseconds. */
  cpuMicros: number;
}

/** A client in a process of its own. */
export interface RivalProcess {
  id: RivalId;
  ask(question: Question): Promise<Round>;
}

/**
 * Starts a process for one client: what the others have compiled and left behind would cost it.
 *
 * @throws Error when it ends by itself
 */
export async function startRival(id: RivalId, asked: Asked, heyApi: string, running: AsyncDisposableStack): Promise<RivalProcess> {
  const args = [id, JSON.stringify(asked), heyApi];
  const child = fork(resolve(import.meta.dirname, 'call-rival.ts'), args, { execArgv: ['--expose-gc', '--conditions=source'], env: { ...process.env, NODE_ENV: 'production' } });
  running.defer(() => child.disconnect());
  const told = async (): Promise<unknown> => {
    const settled = new AbortController();
    const ended = once(child, 'exit', settled).then(([code, signal]) => {
      throw new Error(`The process of ${id} ended with ${code ?? signal}.`);
    });
    try {
      const [message] = await Promise.race([once(child, 'message', settled), ended]);
      return message;
    } finally {
      ended.catch(() => {}); // Settling the race aborts the loser.
      settled.abort();
    }
  };
  await told();
  return {
    id,
    async ask(question) {
      const answer = told();
      child.send(question);
      return (await answer) as Round; // call-rival.ts answers so.
    },
  };
}
