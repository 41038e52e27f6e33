import type { Log } from '@plumbline/server';
import type { Outbound } from '../outbound/outbound.ts';
import type { Database } from '../store/database-handle.ts';

/** What is counted of jobs; each end once, by the worker that has written it. */
export interface JobMetrics {
  taskEnded(outcome: 'succeeded' | 'failed'): void;
  jobEnded(outcome: 'succeeded' | 'failed' | 'cancelled'): void;
}

/** What jobs are worked at with. */
export interface Work {
  database: Database;
  outbound: Pick<Outbound, 'post'>;
  log: Pick<Log, 'info' | 'error'>;
  metrics: JobMetrics;
  /** Says that nothing more is to be begun, since the process ends soon. */
  closing: AbortSignal;
}
