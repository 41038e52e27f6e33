import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { createSealer } from '../../src/secrets/sealer.ts';
import type { Db, Scope } from '../../src/store/schema.ts';
import { openPostgres, openPostgresAsItIs } from '../../src/store/postgres.ts';
import { createStore } from '../../src/store/store.ts';
import { checkDeliveries } from '../chaos/check-deliveries.ts';
import { startHerd } from '../chaos/herd.ts';
import { readHistory, writeCommitted } from '../chaos/history.ts';
import type { Subscriber } from '../chaos/history.ts';
import { makeEvents } from '../chaos/make-events.ts';
import { runFile, runServer, urlOf } from '../child.ts';
import type { Child } from '../child.ts';
import { newPostgres } from '../database.ts';
import { newWebhook } from '../webhooks.ts';
import { newAccount } from './harness/account.ts';

const EVENTS = Number(process.env['CHAOS_EVENTS'] || '2000');
/** How many are made in a second. */
const RATE = 100;
/** Milliseconds between two kills. */
const PACE = 3_000;
const CHAOS = resolve(import.meta.dirname, '../chaos');
/** Who is to be sent what. */
const SUBSCRIBERS = [
  { path: '/everything', events: ['*'] },
  { path: '/projects', events: ['project.created', 'project.deleted'] },
  { path: '/users', events: ['user.created'] },
];

it(`loses none of ${EVENTS} events and makes none up, while servers and workers are killed and the receiver fails`, { timeout: 300_000 + EVENTS * 60 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-chaos-'));
  const { url, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  await (await openPostgres(url, () => {})).close(); // Which migrates it; for what is read at the end, the API's deadline is too short.
  const { db, close } = await openPostgresAsItIs(url, () => {});
  onTestFinished(close);
  const { live, key } = await newAccount(db);
  const secretsKey = randomBytes(32);
  const receiver = runFile(join(CHAOS, 'receiver-process.ts'), [folder]);
  const at = (await receiver.line('The receiver is at ')).slice('The receiver is at '.length);
  const webhooks = await subscribe(db, live, at, secretsKey);
  const keys = await Promise.all(Array.from({ length: 4 }, async () => {
    const made = await key();
    await createStore(db).keys.setLimit(made.id, 1_000_000);
    return made.key;
  }));

  const env = { DATABASE_URL: url, DATA_DIR: folder, SECRETS_KEY: secretsKey.toString('base64'), LOG_LEVEL: 'warn', NODE_ENV: 'production', PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false' };
  const urls = new Map<Child, string>();
  const startApi = async () => {
    const child = runServer({ ...env, ROLE: 'api' });
    urls.set(child, await urlOf(child));
    void child.exit.then(() => urls.delete(child));
    return child;
  };
  const startWorker = async () => {
    const child = runFile(join(CHAOS, 'worker-process.ts'), [], { ...env, ROLE: 'worker' });
    await child.line('The worker is ready');
    return child;
  };
  const herd = await startHerd({ 'api-1': startApi, 'api-2': startApi, 'worker-1': startWorker, 'worker-2': startWorker }, PACE);

  const acknowledged = await makeEvents({ urls: () => [...urls.values()], keys, count: EVENTS, rate: RATE });
  await herd.calm();
  await expect.poll(() => unfinished(db), { timeout: 120_000, interval: 250 }).toBe(0);
  await receiver.kill('SIGTERM');

  const events = await db.selectFrom('events').select(['id', 'event', 'body']).execute();
  const projects = await db.selectFrom('projects').select('id').where('account_id', '=', live.accountId).where('environment', '=', 'live').execute();
  const changes = projects.map(({ id }) => ({ id, event: 'project.created' }));
  writeCommitted(folder, { events, webhooks, changes, acknowledged: acknowledged.map((id) => ({ id })) });
  const { findings, ...counts } = checkDeliveries(readHistory(folder));
  process.stdout.write(`${JSON.stringify({ events: events.length, kills: herd.kills(), ...counts, lost: findings.filter(({ kind }) => kind === 'lost').length, findings: findings.length })}\n`);
  expect(findings.slice(0, 20), `The history is in ${folder}.`).toEqual([]);
  expect(await db.selectFrom('deliveries').select('id').where('status', '<>', 'succeeded').execute()).toEqual([]);
  expect([acknowledged.length, counts.expected]).toEqual([EVENTS, 2 * events.length]);
  rmSync(folder, { recursive: true });
});

/** Makes the webhooks of an account, whose secrets the processes can open. */
function subscribe(db: Db, scope: Scope, at: string, secretsKey: Buffer): Promise<Subscriber[]> {
  const sealer = createSealer({ current: createSecretKey(secretsKey), previous: [] });
  return Promise.all(SUBSCRIBERS.map(async ({ path, events }) => Object.assign(await newWebhook(db, scope, `${at}${path}`, { events }, sealer), { path, events })));
}

/** How much is still to be handed over or delivered. */
async function unfinished(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select (select count(*) from events where relayed_at is null) + (select count(*) from deliveries where status = 'pending') as count`.execute(db);
  return Number(rows[0]?.count);
}
