import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Question, Ready, Usage } from './serve.ts';
import type { Server } from './servers.ts';

/** A server that runs in a process of its own. */
export interface Contender extends AsyncDisposable, Ready {
  server: Server;
  ask(question: Question): Promise<Usage>;
}

/** Milliseconds that a server has until it takes requests. */
const PATIENCE = 300_000;

/**
 * Starts a server in its own process, so that heaps and compiled code do not mix.
 *
 * @throws Error when the process ends or takes too long
 */
export async function startContender(server: Server): Promise<Contender> {
  const child = fork(resolve(import.meta.dirname, 'serve.ts'), [server.id], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const ready = await answerOf<Ready>(child, server);
    return {
      server,
      ...ready,
      ask: (question) => {
        child.send(question);
        return answerOf<Usage>(child, server);
      },
      [Symbol.asyncDispose]: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The next thing that the process says; it says nothing unasked but that it is ready. */
async function answerOf<Answer>(child: ChildProcess, { id }: Server): Promise<Answer> {
  const settled = new AbortController();
  const until = { signal: AbortSignal.any([settled.signal, AbortSignal.timeout(PATIENCE)]) };
  const ended = once(child, 'exit', until).then(([code]) => {
    throw new Error(`The server ${id} ended with ${code}.`);
  });
  try {
    const [answer] = await Promise.race([once(child, 'message', until), ended]);
    return answer as Answer; // serve.ts and this file agree on what is said.
  } finally {
    ended.catch(() => {}); // Settling the race aborts the loser.
    settled.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const late = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(late);
}
