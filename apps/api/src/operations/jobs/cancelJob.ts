import { announce } from '../../jobs/announce.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentJob } from './present-job.ts';

export const cancelJob = ({ transact }: Deps): ApiHandlers['cancelJob'] =>
  async ({ principal, params, basePath, fail }) =>
    transact(async (store) => {
      const cancelled = await store.jobs.cancel(principal, params.job_id);
      if (!cancelled) throw fail('job_not_found');
      const { job, isNew } = cancelled;
      if (job.status === 'succeeded' || job.status === 'failed') throw fail('job_finished');

      // What has begun, its worker cancels, which then says so.
      if (isNew && job.status === 'cancelled') await announce(store, principal, job);
      return { status: 202, body: presentJob(job, basePath) };
    });
