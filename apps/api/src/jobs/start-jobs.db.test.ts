import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { answered, aWorker, eventsOf, hang, linesOf, newProcessor, newRun, tasksOf, until } from '../../test/jobs.ts';
import { jobQueue } from '../store/job-queue.ts';
import type { JobRow, Scope } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { taskQueue } from '../store/task-queue.ts';

const database = testDatabase();
const URL = 'https://processor.example/run';

let scope: Scope;
let sandbox: Scope;
beforeEach(async () => void ({ live: scope, sandbox } = await newScopes(database().db)));

const cancel = ({ id }: JobRow) => database().db.transaction().execute((trx) => createStore(trx).jobs.cancel(scope, id));

/** Takes a job on as another worker would, begins with so many tasks, and says nothing more. */
async function begin(job: JobRow, most: number) {
  const { db } = database();
  const claimed = await jobQueue(db).claim(`lease of ${job.id}`, []);
  if (claimed?.job.id !== job.id) throw new Error(`The job ${job.id} was not the next.`);
  const tasks = await taskQueue(db).claim(claimed.hold, Array.from({ length: most }, (_, number) => number));
  await db.updateTable('jobs').set({ due_at: new Date(Date.now() - 1_000) }).where('id', '=', job.id).execute();
  return { hold: claimed.hold, tasks };
}

describe('a run', () => {
  it('without a URL gives every input back, whatever JSON it is', async () => {
    const { db } = database();
    const inputs = [{ n: 1, deep: [null, { '': '\u{1F680}' }] }, [], 'text', '', 0, -1.5e-7, true, null];
    const job = await newRun(db, scope, await newProcessor(db, scope), inputs);
    const { ends } = aWorker(database());
    const done = await until(db, scope, job, 'succeeded');

    expect(done).toMatchObject({ total: 8, succeeded: 8, failed: 0, error: null, started_at: expect.any(Date), finished_at: expect.any(Date) });
    expect((await tasksOf(db, scope, job)).map(({ input, output, status, attempts }) => ({ input, output, status, attempts }))).toEqual(
      inputs.map((input) => ({ input, output: input, status: 'succeeded', attempts: 1 })),
    );
    expect(ends).toEqual([...inputs.map(() => 'task succeeded'), 'job succeeded']);
  });

  it('says by events and in the log how it goes, and never what it is about', async () => {
    const { db } = database();
    const processor = await newProcessor(db, scope, URL);
    const job = await newRun(db, scope, processor, ['secret-1', 'secret-2']);
    aWorker(database(), (_, { body }) => (body.includes('1') ? answered(200, '"secret-3"') : answered(500, 'secret-4')));
    await until(db, scope, job, 'failed');

    expect(await eventsOf(db, scope)).toEqual([['job.started', 'running'], ['job.failed', 'failed']]);
    const lines = await linesOf(db, scope);
    const [first, second] = await tasksOf(db, scope, job);
    const common = { job_id: job.id, key_id: 'key_1', project_id: processor.project_id };
    expect(lines).toHaveLength(4);
    expect(lines).toEqual(
      expect.arrayContaining([
        { ...common, source: 'job', level: 'info', message: 'run has begun: 2 tasks', task_id: null },
        { ...common, source: 'task', level: 'info', message: 'task 0 succeeded', task_id: first?.id },
        { ...common, source: 'task', level: 'error', message: 'task 1 failed: The processor answered 500.', task_id: second?.id },
        { ...common, source: 'job', level: 'error', message: 'run failed: 1 of 2 tasks have failed.', task_id: null },
      ]),
    );
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('calls the processor with each input, twenty at a time', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope, URL, 7), Array.from({ length: 50 }, (_, n) => ({ n })));
    let now = 0;
    let most = 0;
    const { calls } = aWorker(database(), async () => {
      most = Math.max(most, (now += 1));
      await new Promise((done) => void setTimeout(done, 5));
      now -= 1;
      return answered(201, '{"ok":true}');
    });
    await until(db, scope, job, 'succeeded');

    const tasks = await tasksOf(db, scope, job);
    expect(most).toBe(20);
    expect(calls.map(([url, { body, timeoutMs, headers }]) => ({ url, body, timeoutMs, headers }))).toEqual(
      expect.arrayContaining(
        tasks.map(({ id, input }) => ({
          url: URL,
          body: JSON.stringify(input),
          timeoutMs: 7_000,
          headers: { 'content-type': 'application/json', 'x-plumbline-job': job.id, 'x-plumbline-task': id, 'idempotency-key': id },
        })),
      ),
    );
    expect(calls).toHaveLength(50);
    expect(tasks.every(({ output }) => JSON.stringify(output) === '{"ok":true}')).toBe(true);
  });

  it.each([
    ['was deleted', 'The resource has been deleted.', (id: string) => createStore(database().db).resources.remove(scope, id)],
    ['is not active', 'The resource is inactive and not active.', (id: string) => createStore(database().db).resources.update(scope, id, () => ({ status: 'inactive' }))],
  ])('fails with every task when its processor %s', async (_, reason, change) => {
    const { db } = database();
    const processor = await newProcessor(db, scope, URL);
    const job = await newRun(db, scope, processor, [1, 2]);
    await change(processor.id);
    const { calls } = aWorker(database());

    expect(await until(db, scope, job, 'failed')).toMatchObject({ failed: 2, error: reason });
    expect((await tasksOf(db, scope, job)).map(({ error }) => error)).toEqual([reason, reason]);
    expect(calls).toEqual([]);
  });

  it('fails when its worker does, and does not hold up others', async () => {
    const { db } = database();
    const [broken, whole] = [await newRun(db, scope, await newProcessor(db, scope, URL), [1, 2]), await newRun(db, sandbox, await newProcessor(db, sandbox), [1])];
    const { said, ends } = aWorker(database());

    expect(await until(db, scope, broken, 'failed')).toMatchObject({ error: 'The worker has met an error of its own, which it has logged.' });
    await until(db, sandbox, whole, 'succeeded');
    expect((await tasksOf(db, scope, broken)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(said).toContain('a job has failed, since its worker has met an error');
    expect(ends).toContain('job failed');
  });
});

describe('cancel', () => {
  it('ends a run: calls are given up, what waits is cancelled, what has ended stays', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope, URL), Array.from({ length: 1_500 }, (_, n) => n));
    const { ends } = aWorker(database(), (url, request) => (Number(request.body) < 5 ? answered(200, '1') : hang(url, request)));
    await expect.poll(async () => (await createStore(db).jobs.find(scope, job.id))?.succeeded).toBe(5);
    expect(await cancel(job)).toMatchObject({ isNew: true, job: { status: 'running' } });
    const done = await until(db, scope, job, 'cancelled');

    expect(done).toMatchObject({ succeeded: 5, failed: 0, error: null, finished_at: expect.any(Date), result_expires_at: expect.any(Date) });
    await expect.poll(async () => Object.entries(Object.groupBy(await tasksOf(db, scope, job), ({ status }) => status)).map(([status, tasks = []]) => [status, tasks.length])).toEqual([
      ['succeeded', 5],
      ['cancelled', 1_495],
    ]);
    expect(await eventsOf(db, scope)).toEqual([['job.started', 'running'], ['job.cancelled', 'cancelled']]);
    expect(ends.at(-1)).toBe('job cancelled');
  });

  it('ends a run that has not begun at once, and a worker cancels what is left of its tasks', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope, URL), Array.from({ length: 2_500 }, (_, n) => n));
    expect(await cancel(job)).toMatchObject({ isNew: true, job: { status: 'cancelled', result_expires_at: null } });
    expect(await cancel(job)).toMatchObject({ isNew: false, job: { status: 'cancelled' } });
    const { calls } = aWorker(database());

    await expect.poll(async () => (await tasksOf(db, scope, job)).every(({ status }) => status === 'cancelled')).toBe(true);
    await expect.poll(() => db.selectFrom('jobs').select(['lease', 'due_at']).where('id', '=', job.id).executeTakeFirst()).toEqual({ lease: null, due_at: null });
    expect(calls).toEqual([]);
  });
});

describe('retry', () => {
  it('puts a failed task and its finished job back to work, with one more attempt on record', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope, URL), ['good', 'bad']);
    let isMended = false;
    const { calls } = aWorker(database(), (_, { body }) => answered(body === '"bad"' && !isMended ? 503 : 200, '1'));
    await until(db, scope, job, 'failed');
    isMended = true;
    const [good, bad] = await tasksOf(db, scope, job);

    expect(await createStore(db).tasks.retry(scope, good?.id ?? '')).toBe('not_failed');
    expect(await createStore(db).tasks.retry(scope, bad?.id ?? '')).toMatchObject({ status: 'queued', error: null, attempts: 1 });
    expect(await until(db, scope, job, 'succeeded')).toMatchObject({ succeeded: 2, failed: 0, error: null });
    expect((await tasksOf(db, scope, job)).map(({ attempts }) => attempts)).toEqual([1, 2]);
    expect(calls).toHaveLength(3);
    expect((await eventsOf(db, scope)).map(([event]) => event)).toEqual(['job.started', 'job.failed', 'job.started', 'job.succeeded']);
  });
});

describe('a worker that is gone', () => {
  it('has its job taken over: what it had begun is done again, and that is on record', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope), [1, 2, 3]);
    await begin(job, 2);
    const { said } = aWorker(database());

    await until(db, scope, job, 'succeeded');
    expect((await tasksOf(db, scope, job)).map(({ attempts, output }) => [attempts, output])).toEqual([[2, 1], [2, 2], [1, 3]]);
    expect(said).toContain('a job was taken over from a worker that is gone');
    expect((await linesOf(db, scope)).map(({ message }) => message)).toContain('task 0 succeeded (attempt 2)');
  });

  it('and comes back writes nothing of what was taken from it', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope), [1, 2]);
    const { hold, tasks } = await begin(job, 1);
    aWorker(database());
    await until(db, scope, job, 'succeeded');
    const queue = taskQueue(db);

    expect(await queue.end(hold, tasks.map((task) => ({ task, outcome: { status: 'succeeded', output: 'late' } })))).toEqual([]);
    expect(await queue.claim(hold, [0, 1])).toEqual([]);
    expect(await jobQueue(db).renew([hold])).toEqual([]);
    expect(await jobQueue(db).lock(hold)).toBeUndefined();
    expect((await tasksOf(db, scope, job)).map(({ output }) => output)).toEqual([1, 2]);
    expect(await createStore(db).jobs.find(scope, job.id)).toMatchObject({ succeeded: 2 });
  });
});

it('a worker whose job was taken over begins, cancels and puts back nothing more', async () => {
  const { db } = database();
  const job = await newRun(db, scope, await newProcessor(db, scope), [1, 2]);
  const { hold } = await begin(job, 1);
  await jobQueue(db).claim(`next lease of ${job.id}`, []);
  const queue = taskQueue(db);

  expect(await queue.claim(hold, [0, 1])).toEqual([]);
  await queue.putBack(hold);
  await queue.cancelRunning(hold);
  await queue.cancelWaiting(hold, 0);
  await jobQueue(db).release(hold, { isDone: true });
  expect((await tasksOf(db, scope, job)).map(({ status }) => status)).toEqual(['running', 'queued']);
  expect(await db.selectFrom('jobs').select(['lease', 'due_at']).where('id', '=', job.id).executeTakeFirst()).toEqual({ lease: `next lease of ${job.id}`, due_at: expect.any(Date) });
});

describe('stop', () => {
  it('hands a job to others at once, with what was begun put back', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope, URL), [1, 2]);
    const { calls, stop } = aWorker(database(), hang);
    await expect.poll(() => calls.length).toBe(2);
    await stop();

    expect((await tasksOf(db, scope, job)).map(({ status, attempts }) => [status, attempts])).toEqual([['queued', 1], ['queued', 1]]);
    aWorker(database(), () => answered(200, '1'));
    expect(await until(db, scope, job, 'succeeded')).toMatchObject({ succeeded: 2 });
  });

  it('lets calls that are under way end', async () => {
    const { db } = database();
    const job = await newRun(db, scope, await newProcessor(db, scope, URL), [1]);
    const { calls, stop } = aWorker(database(), async () => {
      await new Promise((done) => void setTimeout(done, 300));
      return answered(200, '1');
    });
    await expect.poll(() => calls.length).toBe(1);
    await stop();

    expect(await createStore(db).jobs.find(scope, job.id)).toMatchObject({ status: 'succeeded' });
  });
});

it('works at two jobs of one environment at most, so that the others have their turn', async () => {
  const { db } = database();
  const processor = await newProcessor(db, scope, URL);
  const [first, second, third] = [await newRun(db, scope, processor, [1]), await newRun(db, scope, processor, [2]), await newRun(db, scope, processor, [3])];
  const other = await newRun(db, sandbox, await newProcessor(db, sandbox, URL), [4]);
  aWorker(database(), (url, request) => (request.body === '4' ? answered(200, '1') : hang(url, request)));
  await until(db, sandbox, other, 'succeeded');

  const { jobs } = createStore(db);
  expect([(await jobs.find(scope, first.id))?.status, (await jobs.find(scope, second.id))?.status, (await jobs.find(scope, third.id))?.status]).toEqual(['running', 'running', 'queued']);
});
