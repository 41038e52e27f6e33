import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

/** Milliseconds that a process has to say something. */
const PATIENCE = 300_000;

/**
 * The next message of a child that is asked for; what else it says is for others.
 *
 * @param who what the child is called when it goes wrong: `The server api`
 * @throws Error when it ends before, or takes too long
 */
export async function nextMessage<Message>(child: ChildProcess, who: string, isAskedFor: (message: unknown) => message is Message): Promise<Message> {
  const settled = new AbortController();
  const until = { signal: AbortSignal.any([settled.signal, AbortSignal.timeout(PATIENCE)]) };
  const ended = once(child, 'exit', until).then(([code, signal]) => {
    throw new Error(`${who} ended with ${code ?? signal}.`);
  });
  const said = async () => {
    for (;;) {
      const [message] = await once(child, 'message', until);
      if (isAskedFor(message)) return message;
    }
  };
  try {
    return await Promise.race([said(), ended]);
  } finally {
    ended.catch(() => {}); // Settling the race aborts the loser.
    settled.abort();
  }
}
