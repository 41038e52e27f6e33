import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { nextMessage } from '@plumbline/benchmark';
import { RIVALS, type RivalId } from './rivals.ts';
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
  const told = <Message>() => nextMessage(child, `The process of ${RIVALS[id]}`, (message): message is Message => message !== undefined); // It says nothing unasked.
  await told();
  return {
    id,
    async ask(question) {
      const answer = told<Round>(); // call-rival.ts answers so.
      child.send(question);
      return answer;
    },
  };
}
