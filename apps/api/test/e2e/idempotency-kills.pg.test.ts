import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { newPostgres } from '../database.ts';
import { accountRows, changes } from './harness/account-rows.ts';
import { startApi } from './harness/api-server.ts';
import { mortals, type Death } from './harness/mortal-server.ts';
import { prepare } from './harness/operation-requests.ts';
import { factsOf } from './harness/operation-facts.ts';
import { keyed, REPEATABLE } from './harness/repeatable.ts';
import { sendTo } from './harness/send.ts';
import { issue, newWorld } from './harness/world.ts';

const SPARES = 3;

/** A database, a server on it that lives, and servers that die. */
async function setUp(death: Death, total: number) {
  const { url, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const database = await openPostgres(url, () => {});
  onTestFinished(database.close);
  const survivor = await startApi(database);
  onTestFinished(() => survivor[Symbol.asyncDispose]());
  return { db: database.db, survivor, next: mortals(url, death, { total, ahead: SPARES }) };
}

/** Sends one request to a server that dies of it, and gives what sends it to the one that lives. */
async function killOne({ db, survivor, next }: Awaited<ReturnType<typeof setUp>>, turn: number) {
  const { version, operationId, title } = REPEATABLE[turn % REPEATABLE.length] ?? REPEATABLE[0] ?? raise();
  const { store, own } = await newWorld(db);
  const { key } = await issue(store, own.sandbox);
  const { method, path, json } = await prepare(version, operationId, own.sandbox, store);
  const sent = keyed(crypto.randomUUID(), key, { json });
  const rows = () => accountRows(db, own);
  const before = await rows();

  const { url, child } = await next();
  await expect(sendTo(url, method, path, sent)).rejects.toThrow(/ECONNRESET|socket hang up/);
  expect(await child.exit).toBeNull();

  const { success } = factsOf(version, operationId);
  return { title, success, before, rows, again: () => survivor.send(method, path, sent) };
}

function raise(): never {
  throw new Error('No operation keeps its answers.');
}

const KILLS = 100;

it(`of ${KILLS} requests whose server was killed between commit and answer, each has its answer from another one, and one effect`, { timeout: 600_000 }, async () => {
  const test = await setUp('behind the commit', KILLS);
  const started = performance.now();
  for (let turn = 0; turn < KILLS; turn += 1) {
    const { title, success, before, rows, again } = await killOne(test, turn);
    const done = await rows();
    expect([title, changes(before, done).length > 0]).toEqual([title, true]);

    const answer = await again();

    expect([title, answer.status, answer.headers['idempotent-replayed']]).toEqual([title, success, 'true']);
    expect(changes(done, await rows())).toEqual([]);
  }
  process.stdout.write(`${KILLS} servers were killed between commit and answer in ${Math.round((performance.now() - started) / 1_000)} s, and no request was lost or done twice.\n`);
});

const EARLY_KILLS = 10;

it(`of ${EARLY_KILLS} requests whose server was killed before the commit, none leaves an effect or is stuck`, { timeout: 120_000 }, async () => {
  const test = await setUp('before the commit', EARLY_KILLS);
  for (let turn = 0; turn < EARLY_KILLS; turn += 1) {
    const { title, success, before, rows, again } = await killOne(test, turn);
    expect(changes(before, await rows())).toEqual([]);

    // Until PostgreSQL has noticed that the connection is gone, it holds the request for it.
    let answer = await again();
    for (let tries = 0; answer.status === 409 && tries < 200; tries += 1) answer = await again();

    expect([title, answer.status, answer.headers['idempotent-replayed']]).toEqual([title, success, undefined]);
    expect(changes(before, await rows())).not.toEqual([]);
  }
});
