import type { Kind } from './kinds.ts';
import type { Operation } from './published.ts';
import { isRunnable } from './runnable.ts';
import type { Thing, World } from './world.ts';

/** The states in which an object refuses what an operation would do, by the code that says so. */
const CONFLICTS: Record<string, { kind: Kind; holds: (thing: Thing, world: World) => boolean }> = {
  webhook_disabled: { kind: 'webhooks', holds: ({ shown }) => shown['status'] === 'disabled' },
  job_finished: { kind: 'jobs', holds: ({ shown }) => shown['status'] === 'succeeded' || shown['status'] === 'failed' },
  job_not_finished: { kind: 'jobs', holds: ({ shown }) => shown['result_url'] === null },
  task_not_failed: { kind: 'tasks', holds: ({ shown }, world) => shown['status'] !== 'failed' || !canGoOn(shown['job_id'], world) },
};

/** The code of the 409 that the state of one of the objects in its path deserves; undefined where nothing is in a request's way. */
export function conflictOf({ errors }: Operation, world: World, things: readonly { kind: Kind; thing: Thing }[]): string | undefined {
  return errors.find((code) => things.some(({ kind, thing }) => CONFLICTS[code]?.kind === kind && CONFLICTS[code].holds(thing, world)));
}

/** Whether a job can have a task tried again: nobody has ended it, and its processor is still there and active. */
function canGoOn(jobId: unknown, { things }: World): boolean {
  const job = things.jobs.get(String(jobId));
  return job !== undefined && !job.isStopped && isRunnable(things.resources.get(String(job.shown['resource_id'])));
}
