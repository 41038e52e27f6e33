import { expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { newId } from '../store/ids.ts';
import type { Db, DeliveryStatus, JobStatus, Scope } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { readQueueDepth } from './queue-depth.ts';

const database = testDatabase();
const EVENT = 'project.created';
const [PAST, FUTURE] = [new Date(0), new Date(Date.UTC(3000, 0))];

async function addEvent(db: Db, scope: Scope, relayed_at: Date | null): Promise<string> {
  const id = newId('evt');
  await db.insertInto('events').values({ ...columnsOf(scope), id, event: EVENT, project_id: null, body: '{}', traceparent: null, relayed_at }).execute();
  return id;
}

async function addDelivery(db: Db, scope: Scope, status: DeliveryStatus, next_attempt_at: Date | null): Promise<void> {
  const columns = columnsOf(scope);
  const webhook_id = newId('whk');
  const webhook = { ...columns, id: webhook_id, url: 'https://example.com', description: null, events: ['*'], status: 'enabled' as const, disabled_reason: null };
  const secrets = { secret: new Uint8Array(1), previous_secret: null, previous_secret_expires_at: null, first_failed_at: null };
  await db.insertInto('webhooks').values({ ...webhook, ...secrets }).execute();
  const event_id = await addEvent(db, scope, PAST);
  await db.insertInto('deliveries').values({ ...columns, id: newId('dlv'), webhook_id, event_id, event: EVENT, status, next_attempt_at }).execute();
}

async function addJob(db: Db, scope: Scope, status: JobStatus): Promise<void> {
  const nothing = { project_id: null, resource_id: null, error: null, traceparent: null, cancel_requested_at: null, started_at: null, finished_at: null, result_expires_at: null };
  await db.insertInto('jobs').values({ ...columnsOf(scope), id: newId('job'), kind: 'export', status, request: {}, key_id: newId('key'), ...nothing }).execute();
}

it('counts what is waiting, on all accounts', async () => {
  const { db } = database();
  expect(await readQueueDepth(db)).toEqual({ events: 0, deliveries: 0, deliveries_due: 0, jobs: 0, jobs_running: 0 });

  const [{ live }, { sandbox }] = [await newScopes(db), await newScopes(db)];
  for (const scope of [live, sandbox]) await addEvent(db, scope, null);
  for (const [status, at] of [['pending', PAST], ['pending', FUTURE], ['succeeded', null], ['failed', null]] as const) await addDelivery(db, live, status, at);
  for (const status of ['queued', 'queued', 'queued', 'running', 'succeeded', 'failed', 'cancelled'] as const) await addJob(db, sandbox, status);

  expect(await readQueueDepth(db)).toEqual({ events: 2, deliveries: 2, deliveries_due: 1, jobs: 3, jobs_running: 1 });
});

it('counts no further than it has to', async () => {
  const { db } = database();

  expect(await readQueueDepth(db, 1)).toEqual({ events: 1, deliveries: 1, deliveries_due: 1, jobs: 1, jobs_running: 1 });
});
