import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Question, Ready, Told, Usage } from './announce.ts';
import { nextMessage } from './next-message.ts';

export type { Usage } from './announce.ts';

/** A server that runs in a process of its own. */
export interface Contender extends AsyncDisposable, Ready {
  ask(question: Question): Promise<Usage>;
}

/** The program that a server is. It announces itself, or is made to by `ANNOUNCE_LISTENING`. */
export interface Program {
  /** What the program is called when it goes wrong. */
  id: string;
  file: string;
  args?: readonly string[];
  /** What Node is told: `--conditions=source`. */
  nodeArgs?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** What makes a program announce itself when it listens. */
export const ANNOUNCE_LISTENING: readonly string[] = ['--import', resolve(import.meta.dirname, 'announce-listening.ts')];

/** Milliseconds that a server has to end. */
const PATIENCE = 10_000;

/**
 * Starts a server in its own process, so that heaps and compiled code do not mix.
 *
 * @throws Error when the process ends or takes too long
 */
export async function startContender({ id, file, args = [], nodeArgs = [], env = {} }: Program): Promise<Contender> {
  const child = fork(file, args, {
    execArgv: ['--expose-gc', ...nodeArgs],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const { ready } = await told(child, id, 'ready');
    return {
      ...ready,
      async ask(question) {
        const answer = told(child, id, 'usage');
        child.send(question);
        return (await answer).usage;
      },
      [Symbol.asyncDispose]: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** The next thing of a kind that the process says. */
function told<Kind extends 'ready' | 'usage'>(child: ChildProcess, id: string, kind: Kind): Promise<Extract<Told, Record<Kind, unknown>>> {
  const isOfKind = (message: unknown): message is Extract<Told, Record<Kind, unknown>> => typeof message === 'object' && message !== null && kind in message; // announce.ts says what of this kind.
  return nextMessage(child, `The server ${id}`, isOfKind);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await ended;
  clearTimeout(late);
}
