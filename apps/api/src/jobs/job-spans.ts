import { SpanStatusCode } from '@opentelemetry/api';
import type { JobRow } from '../store/schema.ts';
import type { ClaimedTask, TaskOutcome } from '../store/task-queue.ts';
import { inSpan } from '../telemetry/in-span.ts';
import { currentTraceparent } from '../telemetry/trace-context.ts';

/** Works at a job within a span, in the trace of the request that asked for it; who takes it over has a span of its own. */
export function jobSpan(job: Pick<JobRow, 'id' | 'kind' | 'traceparent'>, work: () => Promise<void>): Promise<void> {
  return inSpan(`job ${job.kind}`, { parent: job.traceparent, attributes: { 'plumbline.job_id': job.id } }, work);
}

/** Works at a task within a span of its own, below that of its job. */
export function taskSpan(task: Pick<ClaimedTask, 'id' | 'attempts'>, work: () => Promise<TaskOutcome>): Promise<TaskOutcome> {
  const attributes = { 'plumbline.task_id': task.id, 'plumbline.attempt': task.attempts };

  return inSpan('task', { parent: currentTraceparent(), attributes }, async (span) => {
    const outcome = await work();
    if (outcome.status === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
    return outcome;
  });
}
