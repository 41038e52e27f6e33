import type { ClaimedTask, EndedTask, TaskOutcome } from '../store/task-queue.ts';

interface Needs {
  /** Begins with the next tasks, so many at most; none when there are no more. */
  claim(most: number): Promise<ClaimedTask[]>;
  /** Does one task. */
  work(task: ClaimedTask): Promise<TaskOutcome>;
  /** Writes down how tasks have ended. */
  end(ended: EndedTask[]): Promise<void>;
  /** How many are worked at side by side now. */
  width(): number;
  /** Begins with no more tasks; those that are being worked at are awaited. */
  closing: AbortSignal;
  /** Gives up those that are being worked at, too: what then fails says nothing of its task. */
  signal: AbortSignal;
}

/** Milliseconds until it is asked again whether there are more tasks: one that is retried should not wait for a slow one. */
const LOOK = 1_000;

/**
 * Works at the tasks of a job, side by side, until there are no more. Begins and ends are written together, as many as
 * there are, one statement at a time, so that the memory and the connections that it takes do not depend on how many
 * tasks there are.
 *
 * @throws what `claim`, `work` and `end` throw, once nothing is worked at any more.
 */
export async function workAtTasks({ claim, work, end, width, closing, signal }: Needs): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  let ended: EndedTask[] = [];
  let failure: { error: unknown } | undefined;
  let wake = Promise.withResolvers<void>();

  const begin = async (task: ClaimedTask) => {
    try {
      const outcome = await work(task);
      if (outcome.status === 'failed' && signal.aborted) return;
      ended.push({ task, outcome });
    } catch (error) {
      failure ??= { error };
    }
  };
  const start = (task: ClaimedTask) => {
    const running: Promise<void> = begin(task).then(() => {
      inFlight.delete(running);
      wake.resolve();
    });
    inFlight.add(running);
  };

  try {
    for (;;) {
      const room = closing.aborted || signal.aborted ? 0 : width() - inFlight.size;
      if (room > 0) (await claim(room)).forEach(start);
      if (inFlight.size > 0) await soon(wake.promise);
      wake = Promise.withResolvers<void>();
      if (failure) throw failure.error;

      const written = ended;
      ended = [];
      if (written.length > 0) await end(written);
      else if (inFlight.size === 0) return;
    }
  } finally {
    await Promise.all(inFlight);
  }
}

async function soon(promise: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, LOOK);
  await Promise.race([promise, late.promise]);
  clearTimeout(timer);
}
