import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { commitEvent, commitEvents, newWebhook, readDeliveries } from '../../test/webhooks.ts';
import type { Scope } from '../store/schema.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { relayEvents } from './relay-events.ts';
import { releaseDeliveries } from './release-deliveries.ts';
import type { Room } from './slots.ts';

const database = testDatabase();
const ROOM: Room = { most: 100, each: 100, left: {}, isReserve: false };
/** Far ahead, so that everything is due. */
const NOW = new Date('2030-03-06T12:00:00.000Z');

let scope: Scope;
beforeEach(async () => {
  await database().db.deleteFrom('deliveries').execute();
  ({ live: scope } = await newScopes(database().db));
});

const webhook = (id: string, given = {}) => newWebhook(database().db, scope, `https://${id}.example.com/`, { id: `whk_${id}`, ...given });
const endpoint = (id: string) => `${scope.accountId}/live/whk_${id}`;

/** Makes deliveries of so many events to every webhook, due one second after the other. */
async function due(events: number): Promise<void> {
  const { db } = database();
  await commitEvents(db, scope, events);
  await relayEvents(db, events);
  await sql`
    update deliveries set next_attempt_at = ${new Date('2026-01-01T00:00:00.000Z')}::timestamptz + make_interval(secs => numbered.number)
    from (select id, row_number() over (order by event_id, webhook_id) as number from deliveries) as numbered where deliveries.id = numbered.id`.execute(db);
}

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const at = (now: Date) => sql<Date>`${now.toISOString()}::timestamptz`;
const claim = (room: Partial<Room> = {}, now = NOW) => claimDeliveries(database().db, { ...ROOM, ...room }, 30_000, at(now));
/** How many were claimed of each webhook. */
const counted = async (room: Partial<Room> = {}) => {
  const claimed = await claim(room);
  return Object.fromEntries(Object.entries(Object.groupBy(claimed, ({ webhook_id }) => webhook_id)).map(([id, some = []]) => [id, some.length]));
};

describe('claimDeliveries', () => {
  it('gives everything that an attempt takes', async () => {
    await webhook('a');
    await due(1);

    const [claimed] = await claim();

    expect(claimed).toMatchObject({ account_id: scope.accountId, environment: 'live', webhook_id: 'whk_a', event: 'project.created', attempts: 0, retries_from: 0 });
    expect(claimed).toMatchObject({ url: 'https://a.example.com/', body: expect.stringContaining('"project.created"'), traceparent: null, previous_secret: null });
    expect(claimed?.secret.length).toBeGreaterThan(32);
  });

  it('gives those first that have waited longest', async () => {
    await webhook('a');
    await due(3);
    const order = (await readDeliveries(database().db, scope)).toSorted((a, b) => Number(a.next_attempt_at) - Number(b.next_attempt_at)).map(({ id }) => id);

    expect((await claim({ most: 2 })).map(({ id }) => id).toSorted()).toEqual(order.slice(0, 2).toSorted());
    expect((await claim({ most: 2 })).map(({ id }) => id)).toEqual(order.slice(2));
  });

  it('gives a delivery to one process only, and to another once the claim is over', async () => {
    await webhook('a');
    await due(1);

    expect((await claim()).length).toBe(1);
    expect((await claim({}, later(29))).length).toBe(0);
    expect((await claim({}, later(30))).length).toBe(1);
  });

  it('gives it at once to another when it is given back, unless something has become of it', async () => {
    const { db } = database();
    await webhook('a');
    await due(2);
    const claimed = await claim({}, new Date());
    await db.updateTable('deliveries').set({ attempts: 1 }).where('id', '=', claimed[0]?.id ?? '').execute();

    await releaseDeliveries(db, claimed);

    expect((await claim({}, new Date())).map(({ id }) => id)).toEqual([claimed[1]?.id]);
  });

  it.each([
    ['what is not due yet', { next_attempt_at: new Date(NOW.getTime() + 1) }],
    ['what has succeeded', { status: 'succeeded' }],
    ['what has failed', { status: 'failed' }],
  ] as const)('does not give %s', async (_title, columns) => {
    await webhook('a');
    await due(1);
    await database().db.updateTable('deliveries').set(columns).execute();

    expect([await claim(), await claim({ left: { other: 0 } })]).toEqual([[], []]);
  });

  it.each([
    ['no endpoint is passed over', { left: {} }],
    ['one is', { left: { other: 0 } }],
  ])('gives of each endpoint what there is room for, where %s', async (_title, room) => {
    await webhook('a');
    await webhook('b');
    await webhook('c', { status: 'disabled', disabled_reason: 'requested' });
    await due(4);
    await database().db.updateTable('deliveries').set({ webhook_id: 'whk_c' }).where('webhook_id', '=', 'whk_b').where('id', '=', await one('whk_b')).execute();

    expect(await counted({ each: 3, left: { [endpoint('a')]: 1, ...room.left } })).toEqual({ whk_a: 1, whk_b: 3 });
  });

  it('passes over an endpoint that has no room, and finds what is behind its backlog', async () => {
    await webhook('a');
    await due(1_100);
    await webhook('b');
    await commitEvent(database().db, scope);
    await relayEvents(database().db);

    expect(await counted({ left: { [endpoint('a')]: 0 } })).toEqual({ whk_b: 1 });
  });

  it('gives only endpoints that do not fail what is in reserve', async () => {
    await webhook('a', { first_failed_at: new Date() });
    await webhook('b');
    await due(2);

    expect(await counted({ isReserve: true })).toEqual({ whk_b: 2 });
    expect(await counted()).toEqual({ whk_a: 2 });
  });
});

async function one(webhookId: string): Promise<string> {
  const { id } = await database().db.selectFrom('deliveries').select('id').where('webhook_id', '=', webhookId).limit(1).executeTakeFirstOrThrow();
  return id;
}
