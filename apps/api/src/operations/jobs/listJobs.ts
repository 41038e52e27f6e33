import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentJob } from './present-job.ts';

export const listJobs = ({ store }: Deps): ApiHandlers['listJobs'] =>
  async ({ principal, list, basePath }) => {
    const { rows, ...place } = await store.jobs.list(principal, list);

    return { status: 200, page: { items: rows.map((job) => presentJob(job, basePath)), ...place } };
  };
