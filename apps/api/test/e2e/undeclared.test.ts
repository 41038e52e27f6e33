import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiHandlers } from '../../src/operations/handlers.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleAccount } from './harness/example-account.ts';
import { exampleRequests } from './harness/example-requests.ts';
import { bodySchema, isOpenAt } from './harness/nodes.ts';
import { wrappedHandlers } from './harness/usual-handlers.ts';
import { ALL_OPERATIONS, OPERATION_IDS } from './harness/versions.ts';

/** What a row of the database has that no answer shows. */
const PLANTED = 'password_hash';

const database = testDatabase();
const servers = new Map<'production' | 'test', ApiServer>();
beforeAll(async () => {
  for (const mode of ['production', 'test'] as const) servers.set(mode, await startApi(database(), { mode, handlers: leaking() }));
});
afterAll(async () => {
  for (const server of servers.values()) await server[Symbol.asyncDispose]();
});

const ROWS = ALL_OPERATIONS.flatMap(({ version, operationId, title }) => {
  const status = Object.keys(version.contract.operations[operationId].answers).find((one) => one === '200' || one === '201');
  const [request] = exampleRequests(version, operationId);
  const isJson = bodySchema(version.contract, operationId, Number(status)) !== undefined; // A file has no properties.
  return status && request && isJson ? [{ version, operationId, title, status: Number(status), request }] : [];
});

describe.each(ROWS)('$title, from a handler that gives more than is declared', ({ version, operationId, status, request: { method, path, body } }) => {
  const ask = async (mode: 'production' | 'test') => {
    const { key } = await exampleAccount(database().db);
    return servers.get(mode)?.send(method, path, { key, ...(body && { json: body }) });
  };

  it('answers in production what is declared and nothing else', async () => {
    const answer = await ask('production');

    expect(answer?.status).toBe(status);
    const schema = bodySchema(version.contract, operationId, status);
    expect(placesOf(answer?.json).filter((place) => !isOpenAt(version.contract, schema, place))).toEqual([]);
  });

  it('is a breach of the contract elsewhere', async () => {
    const answer = await ask('test');

    expect(answer?.status).toBe(500);
    expect(servers.get('test')?.breaches.splice(0).map(({ message }) => message).join()).toContain(`${PLANTED}\` is not declared`);
  });
});

/** The handlers of the product, each of whose objects has a property more. */
function leaking(): Partial<ApiHandlers> {
  return wrappedHandlers(database().db, OPERATION_IDS, async (handle) => planting(await handle()));
}

function planting(reply: unknown): unknown {
  const { body, page, ...rest } = reply as { body?: object; page?: { items: object[] } };
  return { ...rest, ...(body && { body: withMore(body) }), ...(page && { page: { ...page, items: withMore(page.items) } }) };
}

function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withMore(member)])), [PLANTED]: 'for nobody to read' };
}

/** The objects of an answer that have the property, by the names that lead to them. */
function placesOf(value: unknown, place: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([name, member]) => placesOf(member, [...place, name]));
  return PLANTED in value ? [[...place], ...below] : below;
}
