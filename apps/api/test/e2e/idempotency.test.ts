import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/store/schema.ts';
import { testDatabase } from '../database.ts';
import { accountRows, changes } from './harness/account-rows.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { factsOf } from './harness/operation-facts.ts';
import { prepare } from './harness/operation-requests.ts';
import { keyed, lasting, otherRequests, REPEATABLE, REPEATABLE_IDS } from './harness/repeatable.ts';
import type { Answer } from './harness/send.ts';
import { wrappedHandlers } from './harness/usual-handlers.ts';
import type { OperationId, Version } from './harness/versions.ts';
import { issue, newWorld } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
/** A server whose handlers do all that they should, and then fail. */
let failing: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
  failing = await startApi(database(), { handlers: wrappedHandlers(database().db, REPEATABLE_IDS, (handle) => handle().then(fail)) });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await failing[Symbol.asyncDispose]();
});

function fail(): never {
  throw new Error('as nobody has foreseen');
}

const ENVIRONMENTS: Environment[] = ['live', 'sandbox'];
const ROWS = REPEATABLE.flatMap(({ title, version, operationId }) => ENVIRONMENTS.map((environment) => ({ title, version, operationId, environment })));

/** A place of its own for one test, a request in order, and what sends it. */
async function setUp(version: Version, operationId: OperationId, environment: Environment) {
  const { store, own } = await newWorld(database().db);
  const place = own[environment];
  const { key } = await issue(store, place);
  const request = await prepare(version, operationId, place, store);
  const idempotencyKey = crypto.randomUUID();
  const send = (given: Partial<typeof request> = {}, as = key, on = api) => {
    const { method, path, json } = { ...request, ...given };
    return on.send(method, path, keyed(idempotencyKey, as, { json }));
  };
  return { store, own, place, request, idempotencyKey, key, send, rows: () => accountRows(database().db, own) };
}

describe.each(ROWS)('$title in $environment, with an Idempotency-Key', ({ version, operationId, environment }) => {
  it('has the same answer again, and no other effect', async () => {
    const { send, rows } = await setUp(version, operationId, environment);

    const first = await send();
    const done = await rows();
    const again = await send();

    expect([first.status, first.headers['idempotent-replayed']]).toEqual([factsOf(version, operationId).success, undefined]);
    expect(lasting(again)).toEqual(lasting(first));
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect(changes(done, await rows())).toEqual([]);
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('is refused for another request, which has no effect', async () => {
    const { send, rows, store, place, request } = await setUp(version, operationId, environment);
    const others = await otherRequests(version, operationId, request, place, store);
    const first = await send();
    const before = await rows();

    expect(others.length).toBeGreaterThan(1);
    for (const other of others) {
      const answer = await send(other);
      expect([other.path, other.json, answer.status, answer.json.error?.code]).toEqual([other.path, other.json, 422, 'idempotency_key_reused']);
    }

    expect(changes(before, await rows())).toEqual([]);
    expect(lasting(await send())).toEqual(lasting(first));
  });

  it('keeps nothing of a request that is not valid', async () => {
    const { send, rows } = await setUp(version, operationId, environment);
    const before = await rows();

    const refused = await send({ json: { unknown: true } });

    expect([refused.status, refused.json.error?.code]).toEqual([422, 'validation_failed']);
    expect(changes(before, await rows())).toEqual([]);
    expect((await send()).headers['idempotent-replayed']).toBeUndefined();
  });

  it('keeps nothing of a request that has failed, nor its effect', async () => {
    const { send, rows, key } = await setUp(version, operationId, environment);
    const before = await rows();

    const failed = await send({}, key, failing);

    expect(failed.status).toBe(500);
    expect(changes(before, await rows())).toEqual([]);
    expect((await send()).headers['idempotent-replayed']).toBeUndefined();
    expect((await send()).headers['idempotent-replayed']).toBe('true');
  });

  it('is the caller\u2019s own: from another key of the account it is another request', async () => {
    const { send, store, place, rows } = await setUp(version, operationId, environment);
    const other = await issue(store, place);
    await send();
    const before = await rows();

    const answer = await send({}, other.key);

    expect(kindOf(answer)).toEqual(carriedOutAgain(version, operationId));
    expect(changes(before, await rows()).length > 0).toBe(answer.status < 300);
  });

  it('is carried out again when its time is over', async () => {
    const { send, idempotencyKey, rows } = await setUp(version, operationId, environment);
    await send();
    const kept = database().db.updateTable('idempotency_keys').where('idempotency_key', '=', idempotencyKey);
    await kept.set({ expires_at: new Date(0) }).execute();
    const before = await rows();

    const answer = await send();

    expect(kindOf(answer)).toEqual(carriedOutAgain(version, operationId));
    expect(changes(before, await rows()).length > 0).toBe(answer.status < 300);
  });
});

/** What an answer says of how it came about. */
interface Kind {
  status: number;
  code: string | undefined;
  replayed: unknown;
}

function kindOf({ status, headers, json }: Answer): Kind {
  return { status, code: json.error?.code, replayed: headers['idempotent-replayed'] };
}

/** What a request that was carried out is answered when it is carried out once more: a user's address is taken then. */
function carriedOutAgain(version: Version, operationId: OperationId): Kind {
  const isTaken = operationId === 'createUser';
  return { status: isTaken ? 409 : factsOf(version, operationId).success, code: isTaken ? 'email_taken' : undefined, replayed: undefined };
}
