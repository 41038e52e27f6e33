import { newId } from './ids.ts';
import type { Db, JobRow, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';

/** What the log says of jobs. Of tasks, `taskQueue` says it where it writes how they have ended. */
export function jobLineStore(db: Db) {
  return {
    /** Adds a line to the log, in the transaction of what it tells. It must not say what is worked at. */
    async add(scope: Scope, job: Pick<JobRow, 'id' | 'project_id' | 'key_id'>, level: 'info' | 'error', message: string): Promise<void> {
      const { id: job_id, project_id, key_id } = job;
      await db
        .insertInto('request_log')
        .values({ ...columnsOf(scope), id: newId('log'), source: 'job', level, message, job_id, project_id, key_id, created_at: new Date() })
        .execute();
    },
  };
}
