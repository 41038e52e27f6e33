import type { ClaimedJob } from '../store/job-queue.ts';
import { taskQueue } from '../store/task-queue.ts';
import { callProcessor } from './call-processor.ts';
import type { Kept } from './heartbeat.ts';
import { insist } from './insist.ts';
import { taskSpan } from './job-spans.ts';
import { findProcessor } from './processor.ts';
import type { Processor } from './processor.ts';
import { taskFeed } from './task-feed.ts';
import type { Work } from './work.ts';
import { workAtTasks } from './work-at-tasks.ts';

/** How many tasks of a job are worked at side by side: calls, or tasks that need none. */
const WIDTH = { calls: 20, echoes: 200 };
/** Milliseconds for which a processor is what it was read as. */
const FRESH = 5_000;

/**
 * Works at a job's tasks until there are no more, or until it is to end.
 *
 * @returns why nothing could be done for the tasks, when there is no processor for them; else null
 */
export async function runTasks(work: Work, { hold, job }: ClaimedJob, kept: Kept): Promise<string | null> {
  const { database, outbound, metrics, closing } = work;
  const { db } = database;
  const queue = taskQueue(db);
  const ask = <Result>(question: () => Promise<Result>) => insist(database, kept, question);
  const find = () => ask(() => findProcessor(db, hold.scope, job.resource_id));

  let processor = await find();
  let foundAt = performance.now();

  const take = taskFeed(job.total, { waiting: (from) => ask(() => queue.waiting(hold, from)), claim: (numbers) => ask(() => queue.claim(hold, numbers)) });
  await workAtTasks({
    async claim(most) {
      if (performance.now() - foundAt > FRESH) {
        processor = await find();
        foundAt = performance.now();
      }
      return take(most);
    },
    work: (task) => taskSpan(task, () => callProcessor(outbound, processor, job.id, task, kept.signal)),
    async end(ended) {
      const written = new Set(await ask(() => queue.end(hold, ended)));
      for (const { task, outcome } of ended) if (written.has(task.number)) metrics.taskEnded(outcome.status);
    },
    width: () => (calls(processor) ? WIDTH.calls : WIDTH.echoes),
    closing,
    signal: kept.signal,
  });
  return 'fault' in processor ? processor.fault : null;
}

function calls(processor: Processor): boolean {
  return 'url' in processor && processor.url !== null;
}
