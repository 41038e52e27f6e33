import { expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { commitEvents, newWebhook, readDeliveries } from '../../test/webhooks.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import { relayEvents } from './relay-events.ts';

const database = testDatabase();
const EVENTS = 300;

it('hands every event over once and gives every delivery once, however many processes are at it', async () => {
  const { db } = database();
  const { live } = await newScopes(db);
  for (const id of ['a', 'b', 'c']) await newWebhook(db, live, 'https://example.com/', { id: `whk_${id}` });
  await commitEvents(db, live, EVENTS);

  const relays = await Promise.all(Array.from({ length: 8 }, () => relayAll()));
  expect(relays.reduce((sum, count) => sum + count, 0)).toBe(EVENTS);
  expect((await readDeliveries(db, live)).length).toBe(3 * EVENTS);

  const claims = await Promise.all(Array.from({ length: 8 }, (_none, index) => claimAll(index % 2 === 0)));
  const ids = claims.flat();
  expect([ids.length, new Set(ids).size]).toEqual([3 * EVENTS, 3 * EVENTS]);
});

async function relayAll(): Promise<number> {
  let count = 0;
  for (;;) {
    const { events } = await relayEvents(database().db, 20);
    count += events;
    if ((await database().db.selectFrom('events').select('id').where('relayed_at', 'is', null).limit(1).execute()).length === 0) return count;
  }
}

async function claimAll(isPassing: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (let empty = 0; empty < 5; ) {
    const claimed = await claimDeliveries(database().db, { most: 20, each: 10, left: isPassing ? { other: 0 } : {}, isReserve: false }, 30_000);
    ids.push(...claimed.map(({ id }) => id));
    empty = claimed.length === 0 ? empty + 1 : 0;
  }
  return ids;
}
