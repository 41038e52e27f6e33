import { setTimeout as sleep } from 'node:timers/promises';

interface Needs<T> {
  read(): Promise<T>;
  /** Milliseconds that an answer may take. */
  deadline: number;
  /** Milliseconds for which an answer is given again. */
  keptFor: number;
  /** Is told what the reading has thrown, once until it works again. */
  onFailure(error: unknown): void;
  /** Milliseconds. */
  now?: () => number;
}

/**
 * Asks for something that many may want to know at once: whoever comes while an answer is on its way, or is not old yet,
 * has the same one. A failure is kept as long.
 *
 * @returns what gives the answer, or undefined where there was none in time
 */
export function keptAnswer<T>({ read, deadline, keptFor, onFailure, now = () => performance.now() }: Needs<T>): () => Promise<T | undefined> {
  let kept: { answer: Promise<T | undefined>; at: number } | undefined;
  let isFailing = false;

  const ask = async () => {
    const late = new AbortController();
    try {
      const timeout = sleep(deadline, undefined, { signal: late.signal, ref: false }).then(() => {
        throw new Error(`There was no answer within ${deadline} ms.`);
      });
      const answer = await Promise.race([read(), timeout]);
      isFailing = false;
      return answer;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
      return undefined;
    } finally {
      late.abort();
    }
  };

  return () => {
    if (!kept || now() - kept.at >= keptFor) kept = { answer: ask(), at: now() };
    return kept.answer;
  };
}
