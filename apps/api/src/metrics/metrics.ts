import type { RequestRecord } from '@plumbline/server';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Caller } from '../accounts/caller.ts';
import { backgroundMetrics, type BackgroundMetrics } from './background-metrics.ts';
import { depthGauge } from './depth-gauge.ts';
import type { QueueDepth } from './queue-depth.ts';
import { requestMetrics } from './request-metrics.ts';

/** What a process counts about itself, and shows to Prometheus. */
export interface Metrics extends BackgroundMetrics {
  /** Counts a request whose response has closed. */
  request(request: Pick<RequestRecord<Caller>, 'operationId' | 'basePath' | 'status' | 'durationMs'>): void;
  /** Everything that was counted until now, in Prometheus' text format, with its media type. */
  page(): Promise<{ contentType: string; text: string }>;
}

/**
 * Begins to count, from 0. What Node itself can tell (the delay of the event loop, memory, collections of garbage, CPU)
 * is counted, too, under the names that prom-client gives it everywhere.
 *
 * @param readDepth tells what is waiting in the queues, whenever somebody looks; undefined when that is not known.
 */
export function createMetrics(readDepth: () => Promise<QueueDepth | undefined>): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  depthGauge(register, readDepth);
  const request = requestMetrics(register);

  return {
    request,
    ...backgroundMetrics(register),
    page: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  };
}
