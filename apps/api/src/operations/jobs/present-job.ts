import type { components } from '@plumbline/contract';
import type { JobRow } from '../../store/schema.ts';

type Job = components['schemas']['Job'];

/**
 * A job as callers see it.
 *
 * @param basePath the version in which its result is to be asked for
 */
export function presentJob(job: JobRow, basePath = '/v1'): Job {
  const { id, kind, status, project_id, resource_id, error, created_at, updated_at, started_at, finished_at } = job;
  return {
    id,
    kind,
    status,
    project_id,
    resource_id,
    format: job.request['format'] === 'csv' ? 'csv' : 'ndjson',
    progress: progressOf(job),
    error,
    result_url: job.result_expires_at && `${basePath}/jobs/${id}/result`,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    started_at: started_at?.toISOString() ?? null,
    finished_at: finished_at?.toISOString() ?? null,
  };
}

/** What an export has found is all that there is only once it has ended. */
function progressOf({ kind, status, total, succeeded, failed }: JobRow): Job['progress'] {
  const done = total === 0 ? 0 : Math.floor((100 * (succeeded + failed)) / total);
  const percent = kind === 'export' ? (status === 'succeeded' ? 100 : Math.min(done, 99)) : done;
  return { total, succeeded, failed, percent };
}
