import { AbortError, TimeoutError } from './no-answer-error.ts';
import type { OperationCalls, Wait, WaitOptions } from './operation.ts';
import { pause } from './pause.ts';
import { readRetryAfter } from './retry.ts';

/** Milliseconds between two looks, where the caller says nothing: each wait is half as long again as the one before. */
const FIRST = 500;
const LONGEST = 10_000;
const GROWTH = 1.5;

/**
 * Looks at a job until it has come to an end, whichever. `Retry-After` of an answer puts the next look off.
 *
 * @param jobOrId a job is believed when it says that it has ended; one that has not is looked at after a wait
 * @throws TimeoutError when `maxTime` has passed, AbortError when the signal says so, and what the looks throw
 */
export async function waitFor<Job extends object, Ended extends Job, Progress>(
  core: OperationCalls,
  { get, id: idName, status, ends, progress }: Wait<Job>,
  jobOrId: Job | string,
  { maxTime = Infinity, signal, pollInterval, onProgress }: WaitOptions<Job, Progress> = {},
): Promise<Ended> {
  const read = (of: Job, name: string): unknown => (of as Record<string, unknown>)[name]; // The names are the contract's.
  const isId = typeof jobOrId === 'string';
  const id = isId ? jobOrId : String(read(jobOrId, idName));
  const ended = { operation: `waitFor ${id}`, attempts: 0 };
  const deadline = performance.now() + maxTime;
  const late = (cause?: unknown) => new TimeoutError('maxTime passed before the work had ended; it goes on', { ...ended, cause });
  let interval = pollInterval ?? FIRST;
  let shown: string | undefined;

  const look = async () => {
    ended.attempts += 1;
    const left = deadline - performance.now();
    try {
      const { data, response } = await get(core, id, { signal, ...(left < Infinity && { maxTime: left }) }).withResponse();
      return { job: data, asked: readRetryAfter(response.headers) };
    } catch (error) {
      throw error instanceof TimeoutError && performance.now() >= deadline ? late(error) : error;
    }
  };
  for (let { job, asked } = isId ? await look() : { job: jobOrId, asked: 0 }; ; { job, asked } = await look()) {
    const state = progress && read(job, progress);
    const showing = JSON.stringify(state);
    if (showing !== shown) onProgress?.(state as Progress, job); // That is the type of the property.
    shown = showing;
    if (ends.includes(String(read(job, status)))) return job as Ended;

    try {
      await pause(Math.min(Math.max(interval, asked), deadline - performance.now()), signal);
    } catch (cause) {
      throw new AbortError('The wait was aborted, and the work goes on', { ...ended, cause });
    }
    if (performance.now() >= deadline) throw late();
    interval = pollInterval ?? Math.min(LONGEST, interval * GROWTH);
  }
}
