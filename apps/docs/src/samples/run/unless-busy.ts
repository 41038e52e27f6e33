import type { Ran } from './interpreter.ts';

const TRIES = 8;
/** Milliseconds before the second try; each pause after it is that much longer. */
const PAUSE = 500;

/**
 * Does something again, up to eight times, that a server has refused because the machine is busy with other things, after
 * which nothing can be said of the sample. What it is done with must be new each time.
 *
 * @returns what came of the last time
 */
export async function unlessBusy<Result>(attempt: () => Promise<Result>, wasBusy: (result: Result) => boolean): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    const result = await attempt();
    if (tried === TRIES || !wasBusy(result)) return result;
    await new Promise((done) => setTimeout(done, PAUSE * tried));
  }
}

/** Whether a program met a server that was busy. */
export function metBusyServer({ answers, text, failure = '' }: Ran): boolean {
  return answers.some(({ status }) => status === 503) || `${text}${failure}`.includes('service_unavailable');
}
