import type { Log } from '@plumbline/server';
import { sql } from 'kysely';
import { inBatches } from '../background/in-batches.ts';
import { purgeHourly } from '../background/purge-hourly.ts';
import type { Db } from '../store/schema.ts';

/** Days that events are kept, with their deliveries and attempts. */
const RETENTION = 30;
/** How many are deleted in one statement: few enough to be done long before a query is given up. */
const BATCH = 1_000;

interface Needs {
  db: Db;
  log: Pick<Log, 'info' | 'error'>;
}

/**
 * Deletes the events that are older than 30 days, and before them their deliveries with every attempt, in batches. What is
 * still to be delivered stays; what another process is at is left to it.
 *
 * @param signal ends it behind the batch that it is at
 * @returns how many events this call has deleted
 */
export async function purgeEvents(db: Db, now: Date, signal?: AbortSignal, batch = BATCH): Promise<number> {
  const end = new Date(now.getTime() - RETENTION * 24 * 60 * 60 * 1000).toISOString();
  await inBatches((most) => purgeDeliveries(db, end, most), batch, signal);

  return inBatches((most) => purgeSome(db, end, most), batch, signal);
}

async function purgeDeliveries(db: Db, end: string, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from deliveries where ctid = any (array(
      select deliveries.ctid from events
      join deliveries on deliveries.account_id = events.account_id and deliveries.environment = events.environment and deliveries.event_id = events.id
      where events.created_at < ${end}::timestamptz and deliveries.status <> 'pending'
      order by events.created_at limit ${most} for update of deliveries skip locked
    ))`.execute(db);
  return Number(numAffectedRows);
}

async function purgeSome(db: Db, end: string, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from events where ctid = any (array(
      select ctid from events where created_at < ${end}::timestamptz and relayed_at is not null and not exists (
        select from deliveries where account_id = events.account_id and environment = events.environment and event_id = events.id
      )
      order by created_at limit ${most} for update skip locked
    ))`.execute(db);
  return Number(numAffectedRows);
}

/** Deletes them every hour, and once at the start. @returns what ends it, once the batch that it is at is done */
export function startEventPurge({ db, log }: Needs): () => Promise<void> {
  return purgeHourly({ purge: (signal) => purgeEvents(db, new Date(), signal), what: 'events', why: 'they are older than 30 days', log });
}
