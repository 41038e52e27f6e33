import { regularly } from '../background/regularly.ts';
import { randomBase62 } from '../store/ids.ts';
import { jobQueue } from '../store/job-queue.ts';
import type { ClaimedJob } from '../store/job-queue.ts';
import type { Scope } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { transaction } from '../store/transaction.ts';
import { inTrace } from '../telemetry/trace-context.ts';
import { announce } from './announce.ts';
import { heartbeat } from './heartbeat.ts';
import { jobSpan } from './job-spans.ts';
import { runJob } from './run-job.ts';
import type { JobMetrics, Work } from './work.ts';

/** How many jobs this process works at side by side; and of one environment of an account, so that others have their turn. */
const MOST = { jobs: 10, ofOne: 2 };
/** Milliseconds between two looks for jobs that are due. */
const PACE = 250;

interface Needs extends Omit<Work, 'metrics' | 'closing'> {
  metrics?: JobMetrics;
  /** Milliseconds that calls which are under way have to end, once the process is to. */
  patience?: number;
}

/**
 * Works at the jobs that are due, until it is told to stop. Any number of processes may do so: each job has one worker
 * at a time, and is taken over when that one has said nothing for ten seconds.
 *
 * @returns what stops it: what is under way has two seconds to end, then it is broken off, and the jobs are handed to others.
 */
export function startJobs({ metrics = { taskEnded() {}, jobEnded() {} }, patience = 2_000, ...needs }: Needs): () => Promise<void> {
  const { database, log } = needs;
  const { db } = database;
  const closing = new AbortController();
  const work: Work = { ...needs, metrics, closing: closing.signal };
  const beat = heartbeat({ queue: jobQueue(db), log });
  const running = new Map<ClaimedJob, Promise<void>>();

  const start = (claimed: ClaimedJob) => {
    running.set(claimed, jobSpan(claimed.job, () => runJob(work, claimed, beat.keep(claimed.hold))).finally(() => running.delete(claimed)));
  };

  const stopLooking = regularly({
    pace: PACE,
    async work() {
      while (running.size < MOST.jobs && !closing.signal.aborted) {
        const claimed = await claimNext(work, busy([...running.keys()]));
        if (!claimed) return;
        start(claimed);
      }
    },
    onFailure: (error) => log.error({ err: error }, 'jobs that are due could not be read; it is tried again at once'),
  });

  return async () => {
    closing.abort();
    await stopLooking();
    const breakOff = setTimeout(beat.stopAll, patience);
    await Promise.all(running.values());
    clearTimeout(breakOff);
    await beat.close();
  };
}

/** Takes on the next job that is due, and says that it has begun. */
function claimNext({ database: { db } }: Work, except: readonly Scope[]): Promise<ClaimedJob | undefined> {
  return transaction(db, async (trx) => {
    const claimed = await jobQueue(trx).claim(randomBase62(22), except);
    if (claimed?.isNew) await inTrace(claimed.job.traceparent, () => announce(createStore(trx), claimed.hold.scope, claimed.job));
    return claimed;
  });
}

/** Whose jobs are enough of those that are worked at. */
function busy(claimed: readonly ClaimedJob[]): Scope[] {
  const scopes = Object.groupBy(claimed.map(({ hold: { scope } }) => scope), ({ accountId, environment }) => `${accountId} ${environment}`);
  return Object.values(scopes).flatMap((same = []) => (same.length >= MOST.ofOne ? same.slice(0, 1) : []));
}
