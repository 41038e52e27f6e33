import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { accountRows, changes } from './harness/account-rows.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { knowingKeys } from './harness/knowing-keys.ts';
import { factsOf } from './harness/operation-facts.ts';
import { prepare } from './harness/operation-requests.ts';
import { keyed, lasting, REPEATABLE, REPEATABLE_IDS } from './harness/repeatable.ts';
import { wrappedHandlers } from './harness/usual-handlers.ts';
import { issue, newWorld } from './harness/world.ts';

/** How many send the same request at once. */
const RACERS = 20;

const database = testDatabase();
/**
 * Two servers on one database. While there is a gate, the handlers of the first stop at it with everything done; and it
 * knows a key that it has seen.
 */
const servers: ApiServer[] = [];
let gate: { reached(): void; opened: Promise<void> } | undefined;
beforeAll(async () => {
  const held = wrappedHandlers(database().db, REPEATABLE_IDS, async (handle) => {
    const reply = await handle();
    gate?.reached();
    await gate?.opened;
    return reply;
  });
  servers.push(await startApi(database(), { handlers: held, seams: knowingKeys(database().db) }), await startApi(database()));
});
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
});

/** Through which servers a request is sent again: a second one on the embedded database would wait for the first. */
const ways = () => (database().kind === 'postgres' ? [0, 1] : [0]);

describe.each(REPEATABLE)('$title, sent again while the first is being carried out', ({ version, operationId }) => {
  const setUp = async () => {
    const { store, own } = await newWorld(database().db);
    const { key } = await issue(store, own.live);
    const request = await prepare(version, operationId, own.live, store);
    const [method, path] = [request.method, request.path];
    const idempotencyKey = crypto.randomUUID();
    const send = (at = 0) => {
      const server = servers[at % servers.length];
      if (!server) throw new Error('There are servers in every test.');
      return server.send(method, path, keyed(idempotencyKey, key, request));
    };
    return { send, rows: () => accountRows(database().db, own) };
  };

  it('is refused at once, and has the answer of the first when that is done', async () => {
    const { send } = await setUp();
    const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    gate = { reached: reached.resolve, opened: opened.promise };
    const first = send();
    await reached.promise;

    // The first is not let go before the others have their answers, so that whoever waited would wait for ever.
    const others = [];
    for (const way of ways()) others.push(await send(way));
    gate = undefined;
    opened.resolve();

    expect(others.map(({ status, json }) => [status, json.error.code])).toEqual(ways().map(() => [409, 'idempotency_in_progress']));
    const done = await first;
    expect([done.status, done.headers['idempotent-replayed']]).toEqual([factsOf(version, operationId).success, undefined]);
    const third = await send();
    expect([lasting(third), third.headers['idempotent-replayed']]).toEqual([lasting(done), 'true']);
  });

  it(`is carried out once, of ${RACERS} at once`, async () => {
    const { send, rows } = await setUp();

    const answers = await Promise.all(Array.from({ length: RACERS }, (_none, at) => send(at)));

    const carriedOut = answers.filter(({ status, headers }) => status < 300 && headers['idempotent-replayed'] === undefined);
    expect(carriedOut).toHaveLength(1);
    const [done] = carriedOut;
    const others = answers.filter((answer) => answer !== done).map((answer) => (answer.status < 300 ? lasting(answer) : answer.json.error.code));
    expect(others.filter((other) => other !== 'idempotency_in_progress' && JSON.stringify(other) !== JSON.stringify(done && lasting(done)))).toEqual([]);
    const before = await rows();
    expect(done && lasting(await send())).toEqual(done && lasting(done));
    expect(changes(before, await rows())).toEqual([]);
  });
});
