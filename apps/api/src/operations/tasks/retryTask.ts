import { processorOf } from '../../jobs/processor.ts';
import type { Scope } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentTask } from './present-task.ts';

export const retryTask = ({ transact }: Deps): ApiHandlers['retryTask'] =>
  async ({ principal, params, fail }) =>
    transact(async (store) => {
      const task = await store.tasks.retry(principal, params.task_id);
      if (!task) throw fail('task_not_found');
      if (task === 'not_failed') throw fail('task_not_failed');
      const processor = await processorFor(store, principal, task.job_id);
      if ('fault' in processor) throw fail('task_not_failed', { message: `The task cannot be tried again. ${processor.fault}` });

      return { status: 202, body: presentTask(task) };
    });

async function processorFor(store: Store, scope: Scope, jobId: string) {
  const job = await store.jobs.find(scope, jobId);
  return processorOf(job?.resource_id ? await store.resources.find(scope, job.resource_id) : undefined);
}
