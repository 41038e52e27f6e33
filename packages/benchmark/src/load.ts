import { createRequire } from 'node:module';
import type { Probe, Subject } from './probe.ts';

/** The part of autocannon that is used; it has no types of its own. */
interface Run extends PromiseLike<{ duration: number; errors: number; latency: { p50: number; p99: number }; statusCodeStats: Record<string, { count: number }> }> {
  on(event: 'response', listener: () => void): void;
  stop(): void;
}

/** How much is sent: a number of requests, or for how many seconds, and at most how many of them in a second. */
export type Amount = { requests: number; patience: number } | { seconds: number; perSecond?: number };

/** What came of it. */
export interface Answered {
  /** Answers by their status. */
  byStatus: Record<string, number>;
  /** Requests without an answer: a connection that broke, or 30 seconds that passed. */
  failed: number;
  /** Milliseconds from the first request to the last answer. */
  tookMs: number;
  /** Milliseconds until an answer, whichever it was. */
  latencyMs: { median: number; p99: number };
}

const require = createRequire(import.meta.url);
const autocannon = require('autocannon') as (options: object) => Run;

/** How often autocannon looks whether it is done, in milliseconds. */
const LOOK = 20;

/**
 * Sends requests over a number of connections, each of which waits for its answer. When the amount is a number, all
 * are answered when this returns, so that none is paid for by a later round.
 */
export async function load({ contender, credentials }: Pick<Subject, 'contender' | 'credentials'>, probe: Probe, connections: number, amount: Amount): Promise<Answered> {
  const { target, method, headers, body } = probe;
  const requests = credentials.map((authorization) => ({ method, path: target, headers: { ...headers, authorization }, body }));
  const wanted = 'requests' in amount ? { amount: amount.requests } : { duration: amount.seconds, overallRate: amount.perSecond };
  const began = performance.now();
  let ended = began;
  const run = autocannon({ url: contender.url + target, requests, connections, ...wanted, sampleInt: LOOK, timeout: 30 });
  run.on('response', () => {
    ended = performance.now();
  });
  const late = setTimeout(() => run.stop(), 'requests' in amount ? amount.patience : amount.seconds * 1000 + 60_000);
  const { errors, statusCodeStats, latency } = await run;
  clearTimeout(late);
  const byStatus = Object.fromEntries(Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]));
  return { byStatus, failed: errors, tookMs: ended - began, latencyMs: { median: latency.p50, p99: latency.p99 } };
}
