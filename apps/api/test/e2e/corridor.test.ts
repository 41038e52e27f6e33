import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import { answerExamples, exampleRequest, type OperationId } from './harness/example-requests.ts';
import type { Sent } from './harness/send.ts';

/** How each step of the corridor is made to refuse, through the seams that the kit has for everybody. */
type Case = [status: number, code: string, request: (keys: { right: string; weak: string }) => Sent & { query?: string }, given?: Parameters<typeof startApi>[1]];

const unlimited: Case[2] = ({ right }) => ({ key: right });
const CASES: Case[] = [
  [401, 'missing_credentials', () => ({})],
  [401, 'invalid_credentials', () => ({ key: 'sk_live_nothing' })],
  [403, 'insufficient_scope', ({ weak }) => ({ key: weak })],
  [406, 'not_acceptable', ({ right }) => ({ key: right, headers: { accept: 'application/xml' } })],
  [400, 'invalid_parameter', ({ right }) => ({ key: right, query: 'no_such_parameter=1' })],
  [400, 'malformed_json', ({ right }) => ({ key: right, headers: { 'content-type': 'application/json' }, body: '{"a":' })],
  [413, 'content_too_large', ({ right }) => ({ key: right, headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(1024 * 1024)}"` })],
  [415, 'unsupported_media_type', ({ right }) => ({ key: right, headers: { 'content-type': 'text/plain' }, body: 'hello' })],
  [422, 'validation_failed', ({ right }) => ({ key: right, json: { no_such_property: 1 } })],
  [429, 'rate_limit_exceeded', unlimited, { seams: { limiter: { consume: async () => ({ allowed: false, remaining: 0, resetAfter: 11_500 }) } } }],
  [500, 'internal_error', unlimited, { handlers: failing() }],
  [503, 'service_unavailable', unlimited],
];

describe('each operation refuses as it declares', () => {
  const database = testDatabase();

  for (const operationId of Object.keys(contract.operations) as OperationId[]) {
    const answers = contract.operations[operationId].answers as Record<string, readonly string[]>;
    const declared = CASES.filter(([status, code]) => answers[status]?.includes(code));

    it.each(declared)(`${operationId}: %i %s`, async (status, code, request, given) => {
      const account = await newAccount(database().db);
      const { key: weak } = await account.key({ scopes: [] });
      await using api = await startApi(status === 503 ? gone(database()) : database(), given);
      const { method, path, body } = exampleRequest(operationId);
      const { query, ...sent } = request({ right: account.liveKey, weak });

      const wellFormed = body && sent.body === undefined && sent.json === undefined ? { json: body } : {};
      const answer = await api.send(method, query ? `${path.split('?')[0]}?${query}` : path, { ...wellFormed, ...sent });

      expect({ status: answer.status, code: answer.json.error.code }).toEqual({ status, code });
      const example = answerExamples(operationId, status).map((shown) => (shown as typeof answer.json).error).find((shown) => shown.code === code);
      expect(Object.keys(answer.json.error).toSorted()).toEqual(Object.keys(example ?? {}).toSorted());
      expect(answer.headers['content-type']).toBe('application/json');
      expect(answer.headers['x-request-id']).toBe(answer.json.error.request_id);
      expect(answer.text).not.toMatch(/\bat .*\.[jt]s/);
      expect(answer.headers['retry-after']).toBe({ 429: '12', 503: '1' }[status]);
      expect(api.breaches).toEqual([]);
    });
  }
});

/** Handlers that all fail as nobody has foreseen. */
function failing(): NonNullable<Parameters<typeof startApi>[1]>['handlers'] {
  return Object.fromEntries(Object.keys(contract.operations).map((id) => [id, fails]));
}

function fails(): never {
  throw new Error('the secret of this failure');
}

/** The database as it is when its server is out of reach. */
function gone(database: Database): Database {
  const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const db = database.db.withPlugin({
    transformQuery() {
      throw lost;
    },
    transformResult: async ({ result }) => result,
  });
  return { ...database, db, isUnavailable: (error) => error === lost };
}
