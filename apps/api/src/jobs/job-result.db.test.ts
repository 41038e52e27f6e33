import { beforeEach, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { all, answered, aWorker, newProcessor, newRun, tasksOf, until } from '../../test/jobs.ts';
import type { Scope } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { jobResult, missingToRead } from './job-result.ts';

const database = testDatabase();

let scope: Scope;
beforeEach(async () => void ({ live: scope } = await newScopes(database().db)));

it('of a run has a line for each task, in the order of the inputs', async () => {
  const { db } = database();
  const inputs = Array.from({ length: 250 }, (_, n) => n);
  const job = await newRun(db, scope, await newProcessor(db, scope, 'https://processor.example'), inputs);
  aWorker(database(), (_, { body }) => (body === '7' ? answered(500, '') : answered(200, `{"n":${body}}`)));
  const done = await until(db, scope, job, 'failed');
  const result = jobResult(createStore(db), scope, done);
  const ids = (await tasksOf(db, scope, job)).map(({ id }) => id);

  expect(result).toMatchObject({ type: 'application/x-ndjson', name: `${job.id}.ndjson` });
  const lines = (await all(result?.chunks)).join('').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    inputs.map((n) => ({
      task_id: ids[n],
      number: n,
      status: n === 7 ? 'failed' : 'succeeded',
      output: n === 7 ? null : { n },
      error: n === 7 ? 'The processor answered 500.' : null,
    })),
  );
});

it('is not there while the job is not over', async () => {
  const { db } = database();
  const job = await newRun(db, scope, await newProcessor(db, scope), [1]);

  expect(jobResult(createStore(db), scope, job)).toBeUndefined();
});

it.each([
  ['an export', { kind: 'export', request: { include: ['users', 'projects'] } }, ['jobs:read', 'projects:read'], ['users:read']],
  ['an export, by a key that may read all of it', { kind: 'export', request: { include: ['users'] } }, ['users:read'], []],
  ['a run', { kind: 'run', request: {} }, ['jobs:read'], ['tasks:read']],
  ['a run, by a key that may read tasks', { kind: 'run', request: {} }, ['tasks:read'], []],
] as const)('needs for %s what reading the same elsewhere needs', (_, job, scopes, want) => {
  expect(missingToRead({ scopes }, job)).toEqual(want);
});
