import type { EventName } from '../events/event-payload.ts';
import { presentJob } from '../operations/jobs/present-job.ts';
import type { JobRow, JobStatus, Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

const EVENTS = {
  queued: 'job.created',
  running: 'job.started',
  succeeded: 'job.succeeded',
  failed: 'job.failed',
  cancelled: 'job.cancelled',
} as const satisfies Record<JobStatus, EventName>;

/**
 * Says what became of a job, by an event and, from its beginning on, by a line of the log. In the transaction in which it
 * does.
 */
export async function announce(store: Pick<Store, 'events' | 'jobLines'>, scope: Scope, job: JobRow): Promise<void> {
  await store.events.emit(scope, EVENTS[job.status], presentJob(job));
  if (job.status !== 'queued') await store.jobLines.add(scope, job, job.status === 'failed' ? 'error' : 'info', lineOf(job));
}

function lineOf({ kind, status, total, succeeded, error }: JobRow): string {
  if (status === 'failed') return `${kind} failed: ${error}`;
  if (kind === 'export') return `export ${status === 'running' ? 'has begun' : `${status}: ${succeeded} objects are written`}`;
  return `run ${status === 'running' ? `has begun: ${total} tasks` : `${status}: ${succeeded} of ${total} tasks have succeeded`}`;
}
