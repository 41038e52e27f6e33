import { WINDOW } from '../store/task-queue.ts';
import type { ClaimedTask } from '../store/task-queue.ts';

interface Needs {
  /** The numbers of the tasks that wait, of the window that begins with a number. */
  waiting(from: number): Promise<number[]>;
  /** Begins with tasks; those that do not wait any more are left out. */
  claim(numbers: readonly number[]): Promise<ClaimedTask[]>;
  /** Milliseconds until it is looked again from the beginning, for tasks that are tried again meanwhile. */
  pause?: number;
}

/**
 * Goes through the tasks of a job, window by window, in the order of the inputs.
 *
 * @param total how many tasks the job has
 * @returns what begins with the next tasks, so many at most; with none when it is through, until it looks again.
 */
export function taskFeed(total: number, { waiting, claim, pause = 5_000 }: Needs): (most: number) => Promise<ClaimedTask[]> {
  let numbers: number[] = [];
  let from = 0;
  let beganAt = performance.now();

  const fill = async () => {
    if (from >= total && performance.now() - beganAt > pause) {
      from = 0;
      beganAt = performance.now();
    }
    while (numbers.length === 0 && from < total) {
      numbers = await waiting(from);
      from += WINDOW;
    }
  };

  return async (most) => {
    for (;;) {
      await fill();
      if (numbers.length === 0) return [];
      const tasks = await claim(numbers.splice(0, most));
      if (tasks.length > 0) return tasks;
    }
  };
}
