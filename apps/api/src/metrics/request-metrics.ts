import { Counter, Histogram, type Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** Seconds. Most answers take single milliseconds; whoever waits for its turn or hashes a password, up to seconds. */
const BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
/** What stands in the place of an operation where there is none: probes, the reference, paths that do not exist. */
const NONE = 'none';

/** Counts requests by operation, version and status, and how long they take by operation and version. */
export function requestMetrics(register: Registry): Metrics['request'] {
  const registers = [register];
  const count = new Counter({
    name: 'plumbline_http_requests_total',
    help: 'Requests whose response has closed, by operation of the contract, its version and the status; 499 when the client went away.',
    labelNames: ['operation', 'version', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'plumbline_http_request_duration_seconds',
    help: 'How long requests took, from their first line to the close of the response.',
    labelNames: ['operation', 'version'],
    buckets: BUCKETS,
    registers,
  });

  return ({ operationId: operation = NONE, basePath, status, durationMs }) => {
    const version = basePath?.slice(1) ?? NONE;
    count.inc({ operation, version, status });
    duration.observe({ operation, version }, durationMs / 1000);
  };
}
