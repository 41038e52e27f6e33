import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { accountRows, changes, idsIn, isWithin, type AccountRow } from './harness/account-rows.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { CREDENTIALS } from './harness/credentials.ts';
import { factsOf } from './harness/operation-facts.ts';
import { OPERATION_REQUESTS, prepare } from './harness/operation-requests.ts';
import type { Answer, ErrorBody } from './harness/send.ts';
import { newWorld, type World } from './harness/world.ts';
import { ALL_OPERATIONS, VERSIONS } from './harness/versions.ts';

const NO_FAULT = { code: undefined, challenge: undefined, pointer: undefined };

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => {
  api = await startApi(database());
});
afterAll(() => api[Symbol.asyncDispose]());

it.each(VERSIONS)('every operation of $name has its row', ({ contract }) => {
  expect(Object.keys(OPERATION_REQUESTS).toSorted()).toEqual(Object.keys(contract.operations).toSorted());
});

describe.each(ALL_OPERATIONS)('$title with', ({ version, operationId }) => {
  const facts = factsOf(version, operationId);
  const home = facts.isForSandbox ? 'sandbox' : 'live';
  let untouched: World | undefined;

  it.each(Object.entries(CREDENTIALS))('%s', async (_who, { about = home, present, outcome }) => {
    const world = (untouched ??= await newWorld(database().db));
    const rowsNow = () => accountRows(database().db, world.own, world.stranger);
    const { method, path, ids, json } = await prepare(version, operationId, world.own[about], world.store);
    const { authorization, view } = await present({ world, facts, home });
    const expected = facts.isPublic ? { status: facts.success } : outcome(facts);
    const isSuccess = expected.status === facts.success;
    const seen = (row: AccountRow) => !facts.isPublic && view !== undefined && isWithin(view, row);
    const unseen = (row: AccountRow) => !seen(row);

    const before = await rowsNow();
    const answer = await api.send(method, path, { headers: authorization === undefined ? {} : { authorization }, ...(json && { json }) });
    const after = await rowsNow();

    if (method === 'DELETE' || facts.isForSandbox) untouched = undefined;
    const { code, details }: Partial<ErrorBody> = answer.json.error ?? {};
    expect({ status: answer.status, code, challenge: answer.headers['www-authenticate'], pointer: details?.[0]?.pointer }).toEqual({ ...NO_FAULT, ...expected });
    expect(changes(before.filter(unseen), after.filter(unseen))).toEqual([]);
    expect(changes(before.filter(seen), after.filter(seen)).length > 0).toBe(isSuccess && facts.changes);
    const target = ids[0] ?? answer.json['id'] ?? view?.place.scope.accountId;
    expect(entriesOf(facts.audits, before, after)).toEqual(facts.audits && isSuccess ? [entryOf(facts.audits, target, answer)] : []);
    expect(after.filter((row) => method === 'DELETE' && isSuccess && isLeftOf(row, ids))).toEqual([]);
    expect(after.filter(({ content }) => holds(content, answer.json['secret']))).toEqual([]);
    expect(idsIn(answer.text, before.filter(unseen))).toEqual([]);
    const told = answer.text + (answer.headers['content-disposition'] ?? ''); // A file is named by what it is of.
    expect(ids.filter((id) => told.includes(id))).toEqual(isSuccess && answer.status !== 204 ? ids : []);
    const listed = before.filter((row) => isSuccess && seen(row) && row.table === facts.lists && !row.content['revoked_at']);
    expect(idsOf(answer).toSorted()).toEqual(listed.map(({ id }) => id).toSorted());
    const counted = before.filter((row) => seen(row) && row.table === 'usage').reduce((sum, { content }) => sum + Number(content['requests']), 0);
    expect(answer.json['requests']).toBe(isSuccess && operationId === 'getUsage' ? counted : undefined);
    expect(api.breaches.splice(0)).toEqual([]);
  });
});

/** What was written to the audit log about such a target. */
function entriesOf(target: string | undefined, before: readonly AccountRow[], after: readonly AccountRow[]): unknown[] {
  return changes(before, after).flatMap(({ to }) => (to?.table === 'audit' && to.content['target_type'] === target ? [to.content] : []));
}

function entryOf(target: string, id: unknown, { headers }: Answer): unknown {
  return expect.objectContaining({ target_type: target, target_id: id, action: expect.stringMatching(`^${target}\\.`), actor_type: 'key', actor_id: expect.stringMatching(/^key_/), request_id: headers['x-request-id'], address: '127.0.0.1' });
}

/** Tables that tell of what is gone, and the secrets of keys that are good for nothing. */
const STAYING = new Set(['key_secrets', 'request_log', 'usage', 'events', 'jobs', 'tasks']);

/** Whether a row is still there of something that was deleted. A key that was revoked is good for nothing. */
function isLeftOf({ table, id, projectId, content }: AccountRow, ids: readonly string[]): boolean {
  return !STAYING.has(table) && !content['revoked_at'] && ids.some((gone) => gone === id || gone === projectId);
}

/** Whether a row has a text somewhere that was given out once. */
function holds(content: object, secret: unknown): boolean {
  return typeof secret === 'string' && JSON.stringify(content).includes(secret);
}

function idsOf({ json }: Answer): string[] {
  // An event has `data`, too, and is no list.
  return Array.isArray(json['data']) ? (json['data'] as { id: string }[]).map(({ id }) => id) : [];
}
