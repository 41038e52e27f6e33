import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookSecretPurpose } from '../../src/secrets/sealed-places.ts';
import type { Scope } from '../../src/store/schema.ts';
import { columnsOf } from '../../src/store/scope.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, testSealer, type ApiServer } from './harness/api-server.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;
const DAY = 86_400_000;
const at = (webhook_id = '') => ({ params: { path: { webhook_id } } });

/** A client with the live key of an account of its own. */
async function setUp() {
  const account = await newAccount(database().db);
  const client = api.client(account.liveKey);
  const make = async () => {
    const { data } = await client.POST('/webhooks', { body: { url: 'https://hooks.example.com/plumbline' } });
    const { secret, ...webhook } = data ?? { secret: '', id: '' };
    return { webhook, id: webhook.id, secret };
  };
  return { account, client, make };
}

/** What a webhook's deliveries are signed with as it is kept: the secret, the one before it, and until when that is. */
async function kept(scope: Scope, id: string) {
  const columns = columnsOf(scope);
  const row = await database().db.selectFrom('webhooks').selectAll().where((eb) => eb.and({ ...columns, id })).executeTakeFirstOrThrow();
  const open = (sealed: Uint8Array | null) => sealed && testSealer.open(sealed, webhookSecretPurpose({ ...columns, id })).toString();
  return { secret: open(row.secret), previous: open(row.previous_secret), until: row.previous_secret_expires_at };
}

it('the secret of a webhook is kept sealed, as it was shown when it was made', async () => {
  const { account, make } = await setUp();

  const { id, secret } = await make();

  expect(await kept(account.live, id)).toEqual({ secret, previous: null, until: null });
});

describe('rotating the secret of a webhook', () => {
  it.each([
    ['a day', undefined, DAY],
    ['a day', {}, DAY],
    ['a minute', { overlap_seconds: 60 }, 60_000],
    ['a week', { overlap_seconds: 604_800 }, 7 * DAY],
  ])('keeps the old one for %s with %j', async (_, body, overlap) => {
    const { account, client, make } = await setUp();
    const { webhook, id, secret } = await make();
    const before = Date.now();

    const answer = (await client.POST('/webhooks/{webhook_id}/rotate-secret', { ...at(id), ...(body && { body }) })).data;

    const { secret: next, ...shown } = answer ?? { secret: '', previous_secret_expires_at: '' };
    expect(next).toMatch(SECRET);
    expect(next).not.toBe(secret);
    expect(shown).toEqual({ ...webhook, previous_secret_expires_at: expect.any(String), updated_at: expect.any(String) });
    const until = new Date(shown.previous_secret_expires_at ?? '');
    expect(await kept(account.live, id)).toEqual({ secret: next, previous: secret, until });
    expect(until.getTime()).toBeGreaterThanOrEqual(before + overlap);
    expect(until.getTime()).toBeLessThanOrEqual(Date.now() + overlap);
    expect((await client.GET('/webhooks/{webhook_id}', at(id))).data).toEqual(shown);
  });

  it('without an overlap ends the old one at once, and another rotation drops the one before', async () => {
    const { account, client, make } = await setUp();
    const { id, secret } = await make();
    const rotate = async (overlap_seconds: number) => (await client.POST('/webhooks/{webhook_id}/rotate-secret', { ...at(id), body: { overlap_seconds } })).data;

    const second = await rotate(3600);
    const third = await rotate(60);
    expect(await kept(account.live, id)).toMatchObject({ secret: third?.secret, previous: second?.secret });
    const last = await rotate(0);

    expect(last?.previous_secret_expires_at).toBeNull();
    expect(await kept(account.live, id)).toEqual({ secret: last?.secret, previous: null, until: null });
    expect(new Set([secret, second?.secret, third?.secret, last?.secret]).size).toBe(4);
  });

  it('is not spoken of any more when the overlap is over', async () => {
    const { client, make } = await setUp();
    const { webhook, id } = await make();
    await client.POST('/webhooks/{webhook_id}/rotate-secret', at(id));

    await database().db.updateTable('webhooks').set({ previous_secret_expires_at: new Date(Date.now() - 1) }).where('id', '=', id).execute();

    expect((await client.GET('/webhooks/{webhook_id}', at(id))).data).toEqual({ ...webhook, updated_at: expect.any(String) });
  });

  it.each([-1, 604_801, 1.5])('refuses an overlap of %d seconds', async (overlap_seconds) => {
    const { account, make } = await setUp();
    const { id, secret } = await make();

    const { status, json } = await api.send('POST', `/v1/webhooks/${id}/rotate-secret`, { key: account.liveKey, json: { overlap_seconds } });

    expect([status, json.error.details?.[0]?.pointer]).toEqual([422, '/overlap_seconds']);
    expect(await kept(account.live, id)).toEqual({ secret, previous: null, until: null });
  });
});

it('no secret is in any other answer, in the log, or in the database', async () => {
  const { account, make } = await setUp();
  const { id, secret } = await make();
  const key = account.liveKey;
  const repeatable = { key, headers: { 'idempotency-key': crypto.randomUUID() } };
  const rotate = () => api.send('POST', `/v1/webhooks/${id}/rotate-secret`, { ...repeatable, json: {} });
  const [rotated, repeated] = [await rotate(), await rotate()];
  expect([rotated.status, repeated.text]).toEqual([200, rotated.text]);
  const secrets = [secret, String(rotated.json['secret'])];

  await api.send('POST', `/v1/webhooks/${id}/test`, { key });
  const paths = ['webhooks', `webhooks/${id}`, `webhooks/${id}/deliveries`, 'events', 'audit', 'logs'];
  const answers = await Promise.all(['v1', 'v2'].flatMap((version) => paths.map((path) => api.send('GET', `/${version}/${path}`, { key }))));
  answers.push(await api.send('PATCH', `/v1/webhooks/${id}`, { key, json: { description: 'new' } }));
  answers.push(await api.send('PATCH', `/v1/webhooks/${id}`, { key, json: { secret: 'mine' } }));
  answers.push(await api.send('GET', `/v1/webhooks/${encodeURIComponent(secret)}`, { key }));
  expect(answers.slice(-3).map(({ status }) => status)).toEqual([200, 422, 404]);

  const places = { answers: answers.map(({ text, headers }) => text + JSON.stringify(headers)).join('\n'), log: JSON.stringify(api.logged), database: await everyRow() };
  expect(places.database).toContain(id);
  for (const [place, text] of Object.entries(places)) {
    // PostgreSQL writes what is binary in hexadecimal.
    const forms = secrets.flatMap((one) => [one.slice(6), Buffer.from(one).toString('hex').slice(12), Buffer.from(one.slice(6), 'base64').toString('hex')]);
    expect([place, forms.filter((form) => text.includes(form))]).toEqual([place, []]);
  }
});

/** All that the database holds, as text. */
async function everyRow(): Promise<string> {
  const { db } = database();
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  const rows = await Promise.all(tables.rows.map(({ name }) => sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(db)));
  return rows.flatMap(({ rows: found }) => found.map(({ text }) => text)).join('\n');
}
