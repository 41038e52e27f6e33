import { jobResult, missingToRead } from '../../jobs/job-result.ts';
import { PROJECT_LABEL } from '../../usage/label-projects.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';

export const getJobResult = ({ store }: Deps): ApiHandlers['getJobResult'] =>
  async ({ principal, params, label, fail }) => {
    const job = await store.jobs.find(principal, params.job_id);
    if (!job) throw fail('job_not_found');
    if (job.project_id !== null) label(PROJECT_LABEL, job.project_id); // A file does not show it.

    const missing = missingToRead(principal, job);
    if (missing.length > 0) {
      throw fail('insufficient_scope', {
        message: `What is in this result needs ${missing.map((scope) => `\`${scope}\``).join(' and ')} too, which the key does not have.`,
        headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${['jobs:read', ...missing].join(' ')}"` },
      });
    }

    const file = jobResult(store, principal, job);
    if (!file) throw fail('job_not_finished', { message: `The job has no result: it is ${job.status}.` });

    return { status: 200, file };
  };
