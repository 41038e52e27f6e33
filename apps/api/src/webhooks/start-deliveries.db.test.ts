import { verify, verifyBody } from '@plumbline/webhooks';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { startReceiver } from '../../test/receiver.ts';
import { commitEvent, commitEvents, newWebhook, readDeliveries, sealer } from '../../test/webhooks.ts';
import { openOutbound } from '../outbound/outbound.ts';
import type { Scope } from '../store/schema.ts';
import { createStore } from '../store/store.ts';
import { transaction } from '../store/transaction.ts';
import { startDeliveries } from './start-deliveries.ts';
import type { DeliveryNeeds } from './start-deliveries.ts';
import { TIMING } from './timing.ts';

const database = testDatabase();
/** A retry is seen at the next look, half a second later. */
const SOON = { timeout: 20_000 };
/** Two retries, both at once. */
const TWICE = { ...TIMING, schedule: [1, 1] };

let live: Scope;
let sandbox: Scope;
beforeEach(async () => void ({ live, sandbox } = await newScopes(database().db)));

let logged: unknown[] = [];
let counted: string[] = [];
beforeEach(() => {
  logged = [];
  counted = [];
});

/** Delivers until the test is done, or the end that is given back. */
function start(given: Partial<DeliveryNeeds> = {}) {
  const outbound = openOutbound({ allowLoopback: true, extraPorts: [] });
  const log = { info: (fields: object) => void logged.push({ ...fields }), error: (fields: object) => void logged.push({ ...fields }) };
  const metrics = { deliveryAttempt: (outcome: string) => void counted.push(outcome) };
  const deliveries = startDeliveries({ database: database(), sealer, outbound, log, metrics, timing: TWICE, ...given });
  onTestFinished(async () => {
    await deliveries.stop();
    await outbound.close();
  });
  return deliveries;
}

const emit = (scope = live) => commitEvent(database().db, scope);
const webhook = (url: string, given?: Parameters<typeof newWebhook>[3], scope = live) => newWebhook(database().db, scope, url, given);
const deliveries = () => readDeliveries(database().db, live);
const statuses = async () => (await deliveries()).map(({ status }) => status);

describe('startDeliveries', () => {
  it('sends what was committed to each webhook that wants it, and to no other', async () => {
    const receiver = await startReceiver();
    await webhook(receiver.url('/all'));
    await webhook(receiver.url('/named'), { events: ['user.created', 'project.created'] });
    await webhook(receiver.url('/other-event'), { events: ['project.deleted'] });
    await webhook(receiver.url('/disabled'), { status: 'disabled', disabled_reason: 'requested' });
    await webhook(receiver.url('/sandbox'), {}, sandbox);
    await webhook(receiver.url('/stranger'), {}, (await newScopes(database().db)).live);
    const id = await emit();

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded', 'succeeded']);

    expect(receiver.received.map(({ path, headers }) => [path, headers['webhook-id']]).toSorted()).toEqual([['/all', id], ['/named', id]]);
    expect(counted).toEqual(['succeeded', 'succeeded']);
  });

  it('never sends what was rolled back', async () => {
    const receiver = await startReceiver();
    await webhook(receiver.url());
    const at = new Date().toISOString();
    const undone = transaction(database().db, async (trx) => {
      await createStore(trx).events.emit(live, 'project.deleted', { id: 'prj_1', name: 'undone', description: null, region: 'us-east', status: 'active', created_at: at, updated_at: at });
      throw new Error('rolled back');
    });
    await expect(undone).rejects.toThrow('rolled back');
    await emit();

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded']);

    expect(receiver.received.map(({ body }) => JSON.parse(body).event)).toEqual(['project.created']);
  });

  it('relays at once when it is nudged', async () => {
    const receiver = await startReceiver();
    await webhook(receiver.url());
    const running = start();
    await emit();

    running.nudge();
    await expect.poll(statuses, SOON).toEqual(['succeeded']);

    expect(receiver.received.length).toBe(1);
  });

  it('sends the same id and body on every attempt, signed anew, and keeps what became of each', async () => {
    const receiver = await startReceiver((_received, before) => (before < 2 ? { status: 500, body: 'not \0 now' } : { status: 200, body: 'thanks' }));
    const { secret } = await webhook(receiver.url());
    const id = await emit();

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded']);

    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ event: 'project.created', event_id: id, attempts: 3, next_attempt_at: null });
    const failed = { status: 500, error: 'The endpoint answered 500.', response_excerpt: 'not \uFFFD now' };
    expect(delivery?.made).toMatchObject([
      { number: 1, ...failed },
      { number: 2, ...failed },
      { number: 3, status: 200, error: null, response_excerpt: 'thanks' },
    ]);
    const row = await database().db.selectFrom('events').select('body').where('id', '=', id).executeTakeFirstOrThrow();
    expect(Object.keys(JSON.parse(row.body))).toEqual(['event', 'timestamp', 'data']);
    for (const { headers, body } of receiver.received) {
      expect([headers['webhook-id'], body, headers['content-type']]).toEqual([id, row.body, 'application/json']);
      expect(verify({ body, headers, secret })).toEqual(JSON.parse(row.body));
      expect(verifyBody({ body, signature: headers['x-signature'] ?? '', secret })).toBe(true);
    }
    expect(counted).toEqual(['failed', 'failed', 'succeeded']);
  });

  it('gives up behind the last attempt of the schedule', async () => {
    const receiver = await startReceiver(() => ({ status: 302, headers: { location: '/elsewhere' } }));
    await webhook(receiver.url('/moved'));
    await emit();

    start();
    await expect.poll(statuses, SOON).toEqual(['failed']);

    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ attempts: 3, next_attempt_at: null });
    expect(delivery?.made.at(-1)?.error).toContain('Redirects are not followed');
    expect(receiver.received.map(({ path }) => path)).toEqual(['/moved', '/moved', '/moved']);
  });

  it('disables a webhook at 410, gives up what waits for it, and tells the others', async () => {
    const receiver = await startReceiver(({ path }) => ({ status: path === '/gone' ? 410 : 204 }));
    await webhook(receiver.url('/gone'), { events: ['project.created'] });
    await webhook(receiver.url('/told'), { events: ['webhook.disabled'] });
    await commitEvents(database().db, live, 3);
    const log: object[] = [];

    start({ log: { info: (fields) => void log.push({ ...fields }), error: () => {} } });
    await expect.poll(async () => (await statuses()).toSorted(), SOON).toEqual(['failed', 'failed', 'failed', 'succeeded']);

    const failed = (await deliveries()).filter(({ status }) => status === 'failed');
    expect(failed.map(({ next_attempt_at, made }) => [next_attempt_at, made[0]?.error?.includes('410')])).toEqual([[null, true], [null, true], [null, true]]);
    expect(receiver.received.filter(({ path }) => path === '/told').map(({ body }) => JSON.parse(body))).toMatchObject([{ event: 'webhook.disabled', data: { disabled_reason: 'gone' } }]);
    expect(log).toMatchObject([{ accountId: live.accountId, reason: 'gone' }]);
  });

  it('leaves an endpoint alone for as long as it asks', async () => {
    const receiver = await startReceiver(() => ({ status: 429, headers: { 'retry-after': '600' } }));
    await webhook(receiver.url());
    await emit();

    start();
    await expect.poll(async () => (await deliveries())[0]?.attempts, SOON).toBe(1);

    const [delivery] = await deliveries();
    const wait = Number(delivery?.next_attempt_at) - Number(delivery?.made[0]?.started_at);
    expect(delivery?.status).toBe('pending');
    expect(wait).toBeGreaterThan(600_000 - 1_000);
    expect(wait).toBeLessThan(1.2 * 600_000);
  });

  it('says what keeps a call from getting anywhere', async () => {
    await webhook('http://127.0.0.1:1/');
    await webhook('http://192.168.0.1/');
    await emit();

    start({ timing: { ...TIMING, schedule: [] } });
    await expect.poll(statuses, SOON).toEqual(['failed', 'failed']);

    expect((await deliveries()).flatMap(({ made }) => made.map(({ status, error }) => [status, typeof error]))).toEqual([[null, 'string'], [null, 'string']]);
    expect(counted.toSorted()).toEqual(['failed', 'refused']);
  });

  it('signs with the secret before, too, for as long as it overlaps', async () => {
    const [old, ended] = ['whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=', 'whsec_QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI='];
    const receiver = await startReceiver();
    const soon = new Date(Date.now() + 60_000);
    const rotated = await webhook(receiver.url('/rotated'), { previous: old, previous_secret_expires_at: soon });
    const over = await webhook(receiver.url('/over'), { previous: ended, previous_secret_expires_at: new Date(Date.now() - 1) });
    await emit();

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded', 'succeeded']);

    const got = (path: string) => receiver.received.find((received) => received.path === path) ?? { headers: {}, body: '' };
    for (const secret of [rotated.secret, old]) expect(() => verify({ ...got('/rotated'), secret })).not.toThrow();
    expect(() => verify({ ...got('/over'), secret: over.secret })).not.toThrow();
    expect(() => verify({ ...got('/over'), secret: ended })).toThrow('signature');
  });

  it('takes a test to nobody but whom it is for', async () => {
    const { db } = database();
    const receiver = await startReceiver();
    const tried = await webhook(receiver.url('/tried'));
    await webhook(receiver.url('/other'));
    const id = await emit();
    await db.updateTable('events').set({ is_test: true }).where('id', '=', id).execute();
    const rest = { account_id: live.accountId, environment: live.environment, event: 'project.created', event_id: id, status: 'pending' } as const;
    await db.insertInto('deliveries').values({ ...rest, id: 'dlv_test', webhook_id: tried.id, next_attempt_at: new Date() }).execute();

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded']);
    await expect.poll(async () => (await db.selectFrom('events').select('id').where('relayed_at', 'is', null).execute()).length, SOON).toBe(0);

    expect(receiver.received.map(({ path }) => path)).toEqual(['/tried']);
  });

  it('takes up what another process has left, and what a backup has brought back', async () => {
    const { db } = database();
    const receiver = await startReceiver();
    await webhook(receiver.url());
    await emit();
    start({ outbound: { post: (_url, { signal }) => new Promise((end) => signal?.addEventListener('abort', () => end({ kind: 'failed', reason: 'given up', isTimeout: false, durationMs: 0 }))) } });
    await expect.poll(statuses, SOON).toEqual(['pending']);
    await db.updateTable('deliveries').set({ next_attempt_at: new Date(Date.now() - 1) }).where('account_id', '=', live.accountId).execute();

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded']);
    expect(receiver.received.length).toBe(1);
  });

  it('hands on at once what it is at when it is to end', async () => {
    const receiver = await startReceiver((_received, before) => (before === 0 ? () => {} : { status: 204 }));
    await webhook(receiver.url());
    await emit();
    const first = start();
    await expect.poll(() => receiver.received.length, SOON).toBe(1);
    await first.stop();
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 0, made: [] }]);

    start();
    await expect.poll(statuses, SOON).toEqual(['succeeded']);
  });
});
