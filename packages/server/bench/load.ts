import { createRequire } from 'node:module';
import type { Probe } from './probes.ts';

/** The part of autocannon that is used; it has no types of its own. */
interface Run extends PromiseLike<{ '2xx': number; errors: number; non2xx: number }> {
  on(event: 'response', listener: () => void): void;
  stop(): void;
}

const require = createRequire(import.meta.url);
const autocannon = require('autocannon') as (options: object) => Run;

/** How often autocannon looks whether it is done, in milliseconds. */
const LOOK = 20;

/**
 * Sends a number of requests over a number of connections. All are answered when it returns, so none is paid for
 * by a later round.
 *
 * @returns the milliseconds from the first request to the last answer
 * @throws Error when an answer is missing or is no success
 */
export async function load(url: string, probe: Probe, connections: number, requests: number, patience: number): Promise<number> {
  const { target, method, headers, body } = probe;
  const began = performance.now();
  let ended = began;
  const run = autocannon({ url: url + target, method, headers, body, connections, amount: requests, sampleInt: LOOK, timeout: 30 });
  run.on('response', () => {
    ended = performance.now();
  });
  const late = setTimeout(() => run.stop(), patience);
  const { '2xx': answered, errors, non2xx } = await run;
  clearTimeout(late);
  if (answered !== requests) {
    throw new Error(`${url}${target}: of ${requests} requests ${answered} succeeded, ${non2xx} were refused, ${errors} failed.`);
  }
  return ended - began;
}
