import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { newProcessor, newRun, tasksOf } from '../../test/jobs.ts';
import type { JobRow, Scope } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { createStore } from '../store/store.ts';
import { purgeJobs, startJobPurge } from './purge-jobs.ts';

const database = testDatabase();
const DAY = 24 * 60 * 60 * 1000;

let scope: Scope;
beforeEach(async () => void ({ live: scope } = await newScopes(database().db)));

/** A job of so many tasks, with pieces of a result, that ended so many days ago; or that has not ended. */
async function aJob(tasks: number, days: number | null): Promise<JobRow> {
  const { db } = database();
  const job = await newRun(db, scope, await newProcessor(db, scope), Array.from({ length: tasks }, (_, n) => n));
  await db.updateTable('jobs').set({ created_at: new Date(0), finished_at: days === null ? null : new Date(Date.now() - days * DAY) }).where('id', '=', job.id).execute();
  await db.insertInto('job_results').values(Array.from({ length: 120 }, (_, number) => ({ ...columnsOf(scope), job_id: job.id, number, chunk: 'x' }))).execute();
  return job;
}

const isThere = async (job: JobRow) => {
  const { jobs, jobResults } = createStore(database().db);
  return [(await jobs.find(scope, job.id)) !== undefined, (await tasksOf(database().db, scope, job)).length, (await jobResults.piece(scope, job.id, 119)) !== undefined];
};

describe('purgeJobs', () => {
  it('deletes jobs that ended more than 30 days ago, with all that belongs to them, and no others', async () => {
    const [old, young, open] = [await aJob(2_500, 31), await aJob(2, 29), await aJob(2, null)];
    await purgeJobs(database().db, new Date());

    expect([await isThere(old), await isThere(young), await isThere(open)]).toEqual([[false, 0, false], [true, 2, true], [true, 2, true]]);
  });

  it('ends behind the batch that it is at, once it is to end', async () => {
    const old = await aJob(2, 31);
    await purgeJobs(database().db, new Date(), AbortSignal.abort());
    expect((await isThere(old))[0]).toBe(true);

    await purgeJobs(database().db, new Date());
    expect((await isThere(old))[0]).toBe(false);
  });
});

it('startJobPurge purges at once', async () => {
  const old = await aJob(1, 31);
  const stop = startJobPurge({ db: database().db, log: { info: () => {}, error: () => {} } });
  await expect.poll(() => isThere(old)).toEqual([false, 0, false]);
  await stop();
});
