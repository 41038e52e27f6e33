import { describe, expect, it } from 'vitest';
import type { ClaimedTask, EndedTask, TaskOutcome } from '../store/task-queue.ts';
import { workAtTasks } from './work-at-tasks.ts';

const NEVER = new AbortController().signal;
const DONE: TaskOutcome = { status: 'succeeded', output: 1 };
const FAILED: TaskOutcome = { status: 'failed', error: 'no' };

const tasks = (count: number): ClaimedTask[] => Array.from({ length: count }, (_, number) => ({ id: `tsk_${number}`, number, input: number, attempts: 1 }));
const later = (ms: number) => new Promise<void>((done) => void setTimeout(done, ms));

/** Works at so many tasks, and tells what was asked for and written. */
async function works(count: number, needs: Partial<Parameters<typeof workAtTasks>[0]> = {}) {
  const left = tasks(count);
  const written: EndedTask[] = [];
  const asked: number[] = [];
  const working = workAtTasks({
    async claim(most) {
      asked.push(most);
      return left.splice(0, most);
    },
    work: async () => DONE,
    async end(ended) {
      written.push(...ended);
    },
    width: () => 3,
    closing: NEVER,
    signal: NEVER,
    ...needs,
  });
  const failure = await working.then(() => undefined, (error: unknown) => error);
  return { numbers: written.map(({ task }) => task.number).toSorted((a, b) => a - b), written, asked, left: left.length, failure };
}

describe('workAtTasks', () => {
  it('works at every task once, never at more than its width', async () => {
    let now = 0;
    let most = 0;
    const { numbers, failure } = await works(20, {
      async work({ number }) {
        most = Math.max(most, (now += 1));
        await later(number % 4);
        now -= 1;
        return number % 2 === 0 ? DONE : FAILED;
      },
    });

    expect(failure).toBeUndefined();
    expect(numbers).toEqual(tasks(20).map(({ number }) => number));
    expect(most).toBe(3);
  });

  it('does not let a slow task hold up the others', async () => {
    const slow = Promise.withResolvers<void>();
    const { numbers } = await works(10, {
      async work({ number }) {
        if (number === 0) await slow.promise;
        if (number === 9) slow.resolve();
        return DONE;
      },
    });

    expect(numbers).toHaveLength(10);
  });

  it('begins with nothing more once it is closing, and waits for what has begun', async () => {
    const closing = new AbortController();
    const { numbers, left } = await works(10, {
      closing: closing.signal,
      async work() {
        closing.abort();
        await later(5);
        return FAILED;
      },
    });

    expect([numbers, left]).toEqual([[0, 1, 2], 7]);
  });

  it('writes what has succeeded when it is told to end, and nothing of what has failed for it', async () => {
    const end = new AbortController();
    const { numbers, left } = await works(10, {
      signal: end.signal,
      async work({ number }) {
        end.abort();
        await later(5);
        return number === 1 ? DONE : FAILED;
      },
    });

    expect([numbers, left]).toEqual([[1], 7]);
  });

  it.each(['claim', 'work', 'end'] as const)('throws what %s throws, once nothing is worked at any more', async (name) => {
    const error = new Error(name);
    let now = 0;
    const work = async () => {
      now += 1;
      await later(5);
      now -= 1;
      return DONE;
    };
    const { failure } = await works(10, {
      work,
      [name]: async () => {
        throw error;
      },
    });

    expect([failure, now]).toEqual([error, 0]);
  });
});
