import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentJob } from './present-job.ts';

export const getJob = ({ store }: Deps): ApiHandlers['getJob'] =>
  async ({ principal, params, basePath, fail }) => {
    const job = await store.jobs.find(principal, params.job_id);
    if (!job) throw fail('job_not_found');

    return { status: 200, body: presentJob(job, basePath) };
  };
