import type { OperationEntry } from '@plumbline/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/store/ids.ts';
import { testDatabase } from '../database.ts';
import { accountRows, changes, idsIn } from './harness/account-rows.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { deref, operationNode, type Node } from './harness/nodes.ts';
import { factsOf } from './harness/operation-facts.ts';
import { prepare, type PreparedRequest } from './harness/operation-requests.ts';
import type { Answer } from './harness/send.ts';
import { ALL_OPERATIONS, type OperationId, type Version } from './harness/versions.ts';
import { issue, newWorld, type Place, type World } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let world: World;
let ids: string[];
beforeAll(async () => {
  api = await startApi(database());
  world = await newWorld(database().db);
  ids = Object.values(world.own).flatMap(idsOfPlace);
});
afterAll(() => api[Symbol.asyncDispose]());

const IN_QUERY = 'the query parameter ';
const NAMING = ALL_OPERATIONS.flatMap(({ version, operationId, title }) =>
  waysToName(version, operationId).map((way) => ({ version, operationId, way, title: `${title} by ${way}` })),
);
/** What is asked of a representation that the caller may not know to be there. */
const CONDITIONS: Record<string, string>[] = [{}, { 'if-match': '*', 'if-none-match': '*' }];
const CURSORS = ALL_OPERATIONS.filter(({ version, operationId }) => version.contract.operations[operationId].list?.style === 'cursor');
const ENVIRONMENTS = ['live', 'sandbox'] as const;

describe.each(ENVIRONMENTS)("no id of another account is known to a %s key", (environment) => {
  let key: string;
  beforeAll(async () => {
    ({ key } = await issue(world.store, world.stranger[environment]));
  });

  it.each(NAMING)('$title', async ({ version, operationId, way }) => {
    const { list, answers } = version.contract.operations[operationId];
    const isConditional = '304' in answers;
    const request = await prepare(version, operationId, world.stranger[environment], world.store);
    const answerTo = async (id: string, headers: Record<string, string>) => {
      const { path, json } = naming(request, way, id);
      return told(await api.send(request.method, path, { key, json, headers }), id);
    };
    const before = await accountRows(database().db, world.own);

    for (const headers of CONDITIONS) {
      const unknown = await answerTo(newId('prj'), headers);
      expect(unknown.status).toBe({ path: 404, project_id: 422 }[way] ?? ('if-none-match' in headers && isConditional ? 304 : 200));
      expect(unknown.body['data']).toEqual(list && unknown.status === 200 ? [] : undefined);
      for (const id of ids) expect({ id, ...(await answerTo(id, headers)) }).toEqual({ id, ...unknown });
    }
    expect(changes(before, await accountRows(database().db, world.own))).toEqual([]);
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it.each(CURSORS)('$title by a cursor', async ({ version, operationId }) => {
    const { path } = version.contract.operations[operationId];
    const listOf = ({ webhook }: Place) => `${version.contract.basePath}${path.replace('{webhook_id}', webhook)}?per_page=1`;
    const { key: owner } = await issue(world.store, world.own.live);
    const cursor = cursorOf(await api.send('GET', listOf(world.own.live), { key: owner }));

    const answer = await api.send('GET', `${listOf(world.stranger[environment])}&cursor=${cursor}`, { key });

    expect(answer.status).toBe(200);
    const opened = Buffer.from(String(cursorOf(answer)), 'base64url').toString('latin1');
    expect(idsIn(answer.text + opened, await accountRows(database().db, world.own))).toEqual([]);
    expect(cursor).toEqual(expect.any(String));
  });
});

function idsOfPlace({ db: _db, scope, ...named }: Place): string[] {
  return [scope.accountId, ...Object.values(named)];
}

/** Where an operation takes an id: in its path, as `project_id` in its body, and in its query as the filter of a list or by itself. */
function waysToName(version: Version, operationId: OperationId): string[] {
  const { names } = factsOf(version, operationId);
  const { list }: OperationEntry = version.contract.operations[operationId];
  const filters = Object.entries(list?.filters ?? {}).filter(([, { field }]) => field === 'id' || field.endsWith('_id'));
  const asked = list ? [] : queryOf(version, operationId).filter((name) => name.endsWith('_id'));
  const inQuery = [...filters.map(([name]) => name), ...asked].map((name) => `${IN_QUERY}${name}`);
  return [...(names === 'by path' ? ['path'] : []), ...(names === 'by body' ? ['project_id'] : []), ...inQuery];
}

function queryOf({ contract }: Version, operationId: OperationId): string[] {
  const declared = ((operationNode(contract, operationId)['parameters'] ?? []) as Node[]).map((node) => deref(contract, node));
  return declared.filter((one) => one['in'] === 'query').map((one) => String(one['name']));
}

/** A request that is in order but for the id. */
function naming({ path, ids: [known = ''], json }: PreparedRequest, way: string, id: string): Pick<PreparedRequest, 'path' | 'json'> {
  if (way === 'path') return { path: path.replace(known, id), json };
  if (way === 'project_id') return { path, json: { ...json, project_id: id } };
  return { path: `${path}?${way.replace(IN_QUERY, '')}=${id}`, json };
}

/** What an answer tells whoever sent an id; the id itself is no news, and the others differ with every request. */
function told({ status, headers, json, text }: Answer, id: string) {
  // A tag is of a body that repeats the id, as long as that is.
  const others = new Set(['date', 'x-request-id', 'etag', ...(text.includes(id) ? ['content-length'] : [])]);
  const shown = Object.entries(headers).filter(([name]) => !others.has(name) && !name.includes('ratelimit'));
  const body = JSON.parse(JSON.stringify(json).replaceAll(id, 'the id')) as Record<string, unknown>;
  return {
    status,
    headers: JSON.parse(JSON.stringify(Object.fromEntries(shown)).replaceAll(id, 'the id')) as object,
    body: status === 200 ? body : { ...json.error, request_id: 'its own' },
  };
}

function cursorOf({ json }: Answer): unknown {
  return (json['meta'] as { next_cursor?: unknown } | undefined)?.next_cursor;
}
