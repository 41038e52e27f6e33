import { sql } from 'kysely';
import type { Db } from '../store/schema.ts';

/** How much is waiting in each queue, on all accounts. */
export type QueueDepth = Record<(typeof QUEUES)[number], number>;

/** Of more than this is only known that it is as much: counting is to cost the same on the worst day. */
export const MOST_COUNTED = 10_000;

const QUEUES = ['events', 'deliveries', 'deliveries_due', 'jobs', 'jobs_running'] as const;

/** Counts what is waiting, up to `most` of each; every count reads a partial index that has nothing else. */
export async function readQueueDepth(db: Db, most = MOST_COUNTED): Promise<QueueDepth> {
  const counts: Record<keyof QueueDepth, ReturnType<typeof sql>> = {
    events: sql`from events where relayed_at is null`,
    deliveries: sql`from deliveries where status = 'pending'`,
    deliveries_due: sql`from deliveries where status = 'pending' and next_attempt_at <= now()`,
    jobs: sql`from jobs where status in ('queued', 'running') and status = 'queued'`,
    jobs_running: sql`from jobs where status in ('queued', 'running') and status = 'running'`,
  };
  const columns = QUEUES.map((queue) => sql`(select count(*) from (select ${counts[queue]} limit ${sql.lit(most)}) as counted) as ${sql.id(queue)}`);
  const { rows } = await sql<QueueDepth>`select ${sql.join(columns)}`.execute(db);
  const [depth] = rows;
  if (!depth) throw new Error('The database gave no row where it counts.');
  return depth;
}
