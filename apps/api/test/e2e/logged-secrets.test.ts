import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { exampleRequest } from './harness/example-requests.ts';
import { holds } from './harness/property.ts';
import type { Sent } from './harness/send.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database(), { records: true })));
afterAll(() => api[Symbol.asyncDispose]());

// With the word before it, longer than an id is: what has the very shape of a project's id is kept.
const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ0189'), minLength: 16, maxLength: 24 });
/** What somebody would not want to find in a log, in forms that ids and keys have, too. */
const secrets = fc.tuple(fc.constantFrom('', 'sk_live_', 'prj_', 'prj_.', 'prj_-', 'key_'), letters).map(([prefix, rest]) => `${prefix}hunter2${rest}`);
/** Where a request can say something. */
const PLACES = ['path', 'path', 'value', 'value', 'query', 'headers', 'body', 'name', 'key'] as const;
const places = fc.uniqueArray(fc.constantFrom(...PLACES), { minLength: 1, maxLength: 3 });
const requests = fc.array(fc.record({ of: fc.constantFrom(...ALL_OPERATIONS), places }), { minLength: 20, maxLength: 20 });

type Request = { of: (typeof ALL_OPERATIONS)[number]; places: readonly string[] };

/** Sends a request that has a secret in all of these places, and says whether its key was the right one. */
async function sendWith({ of, places: where }: Request, secret: string, key: string): Promise<boolean> {
  const { version, operationId } = of;
  const { method, path, body } = exampleRequest(version, operationId);
  const own = version.contract.basePath + version.contract.operations[operationId].path;
  const target = where.includes('path') ? own.replaceAll(/\{\w+\}/g, encodeURIComponent(secret)) : path;
  const query = new URLSearchParams({ ...(where.includes('query') && { [secret]: '1' }), ...(where.includes('value') && { project_id: secret, operation: secret }) });
  const quoted = `"${secret}"`;
  const headers = { cookie: secret, referer: `https://example.com/${secret}`, 'user-agent': secret, 'x-request-id': secret, 'idempotency-key': secret, 'if-match': quoted, 'if-none-match': quoted };
  const named = where.includes('name') ? { [secret]: secret } : {};
  const sent: Sent = {
    key: where.includes('key') ? secret : key,
    ...(where.includes('headers') && { headers }),
    ...(body && { json: where.includes('body') ? { ...body, name: secret, password: secret, description: secret, project_id: secret, ...named } : { ...body, ...named } }),
  };
  await api.send(method, `${target}?${query}`, sent);
  return !where.includes('key') && version.contract.operations[operationId].scopes !== null;
}

it('whatever is sent, and wherever: the log and the usage have every request of a caller and no secret', async () => {
  await holds(
    fc.asyncProperty(requests, secrets, async (sequence, secret) => {
      const { accountId, sandboxKey } = await newAccount(database().db);
      let known = 0;
      for (const request of sequence) known += Number(await sendWith(request, secret, sandboxKey));

      const rowsOf = async (table: string) => {
        const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(table)} t where account_id = ${accountId}`.execute(database().db);
        return rows.map(({ text }) => text);
      };
      await expect.poll(async () => (await rowsOf('request_log')).length, { timeout: 10_000 }).toBe(known);
      const text = [...(await rowsOf('request_log')), ...(await rowsOf('usage'))].join('\n');
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain(sandboxKey.slice('sk_test_'.length));
    }),
    15,
  );
});
