import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { answerExamples, exampleRequest } from './harness/example-requests.ts';
import { refusing } from './harness/limiters.ts';
import type { Sent } from './harness/send.ts';
import { ALL_OPERATIONS, OPERATION_IDS } from './harness/versions.ts';

type Server = 'usual' | 'limited' | 'failing' | 'cut off';
type Keys = Record<'right' | 'weak' | 'bound' | 'elsewhere', string>;
/** How each step of the corridor is made to refuse, through the seams that the kit has for everybody. */
type Case = [status: number, code: string, request: (keys: Keys) => Sent & { query?: string }, server?: Server];

const CASES: Case[] = [
  [401, 'missing_credentials', () => ({})],
  [401, 'invalid_credentials', () => ({ key: 'sk_live_nothing' })],
  [403, 'insufficient_scope', ({ weak }) => ({ key: weak })],
  [403, 'account_key_required', ({ bound }) => ({ key: bound })],
  [403, 'address_not_allowed', ({ elsewhere }) => ({ key: elsewhere })],
  // Where no proxy is trusted, nobody is believed.
  [403, 'address_not_allowed', ({ elsewhere }) => ({ key: elsewhere, headers: { 'x-forwarded-for': '192.0.2.1' } })],
  [406, 'not_acceptable', ({ right }) => ({ key: right, headers: { accept: 'application/xml' } })],
  [400, 'invalid_parameter', ({ right }) => ({ key: right, query: 'no_such_parameter=1' })],
  [400, 'malformed_json', ({ right }) => ({ key: right, headers: { 'content-type': 'application/json' }, body: '{"a":' })],
  [413, 'content_too_large', ({ right }) => ({ key: right, headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(1024 * 1024)}"` })],
  [415, 'unsupported_media_type', ({ right }) => ({ key: right, headers: { 'content-type': 'text/plain' }, body: 'hello' })],
  [422, 'validation_failed', ({ right }) => ({ key: right, json: { no_such_property: 1 } })],
  [429, 'rate_limit_exceeded', ({ right }) => ({ key: right }), 'limited'],
  [500, 'internal_error', ({ right }) => ({ key: right }), 'failing'],
  [503, 'service_unavailable', ({ right }) => ({ key: right }), 'cut off'],
];

const database = testDatabase();
const servers = new Map<Server, ApiServer>();
let keys: Keys;

beforeAll(async () => {
  const account = await newAccount(database().db);
  const made = {
    weak: await account.key({ scopes: [] }),
    bound: await account.key({ projectId: 'prj_none' }),
    elsewhere: await account.key({ allowedAddresses: ['192.0.2.0/24'] }),
  };
  keys = { right: account.liveKey, weak: made.weak.key, bound: made.bound.key, elsewhere: made.elsewhere.key };
  servers.set('usual', await startApi(database()));
  servers.set('limited', await startApi(database(), { seams: { limiter: refusing(11_500) } }));
  servers.set('failing', await startApi(database(), { handlers: failing() }));
  servers.set('cut off', await startApi(gone(database())));
});
afterAll(async () => {
  for (const server of servers.values()) await server[Symbol.asyncDispose]();
});

describe.each(ALL_OPERATIONS)('$title refuses as it declares', ({ version, operationId }) => {
  const answers = version.contract.operations[operationId].answers as Record<string, readonly string[]>;
  const declared = CASES.filter(([status, code]) => answers[status]?.includes(code));

  it.each(declared)('%i %s', async (status, code, request, which = 'usual') => {
    const api = servers.get(which);
    const { method, path, body } = exampleRequest(version, operationId);
    const { query, ...sent } = request(keys);

    const wellFormed = body && sent.body === undefined && sent.json === undefined ? { json: body } : {};
    const answer = await api?.send(method, query ? `${path}?${query}` : path, { ...wellFormed, ...sent });

    expect({ status: answer?.status, code: answer?.json.error?.code }).toEqual({ status, code });
    if (!answer) return;
    const example = answerExamples(version, operationId, status).map((shown) => (shown as typeof answer.json).error).find((shown) => shown.code === code);
    expect(Object.keys(answer.json.error).toSorted()).toEqual(Object.keys(example ?? {}).toSorted());
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['x-request-id']).toBe(answer.json.error.request_id);
    expect(answer.text).not.toMatch(/\bat .*\.[jt]s/);
    expect(answer.headers['retry-after']).toBe({ 429: '12', 503: '1' }[status]);
    expect(api?.breaches.splice(0)).toEqual([]);
  });
});

/** Handlers that all fail as nobody has foreseen. */
function failing(): NonNullable<Parameters<typeof startApi>[1]>['handlers'] {
  return Object.fromEntries(OPERATION_IDS.map((id) => [id, fails]));
}

function fails(): never {
  throw new Error('the secret of this failure');
}

/** The database as it is when its server is out of reach. */
function gone(real: Database): Database {
  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const db = real.db.withPlugin({
    transformQuery() {
      throw lost;
    },
    transformResult: async ({ result }) => result,
  });
  return { ...real, db, isUnavailable: (error) => error === lost };
}
