import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import type { Answer, Sent } from './harness/send.ts';
import { VERSIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let account: TestAccount;
let key: string;
beforeAll(async () => void (api = await startApi(database(), { records: true })));
beforeEach(async () => {
  account = await newAccount(database().db);
  key = account.sandboxKey;
});
afterAll(() => api[Symbol.asyncDispose]());

const idOf = ({ json }: Answer) => String(json['id']);
const requestOf = ({ headers }: Answer) => String(headers['x-request-id']);

/** The log as a key sees it, once it has all of these requests. */
async function logged(base: string, answers: readonly Answer[], query = '', reader = key): Promise<Record<string, unknown>[]> {
  const wanted = answers.map(requestOf);
  const read = async () => {
    const { json } = await api.send('GET', `${base}/logs?per_page=100&${query}`, { key: reader });
    return json['data'] as Record<string, unknown>[];
  };
  await expect.poll(async () => (await read()).map(({ id }) => id), { timeout: 5_000 }).toEqual(expect.arrayContaining(wanted));
  return (await read()).filter(({ id }) => wanted.includes(String(id)));
}

describe.each(VERSIONS.map(({ contract }) => contract.basePath))('%s/logs', (base) => {
  const send = (method: string, path: string, sent: Sent = {}) => api.send(method, base + path, { key, ...sent });
  const newProject = async () => idOf(await send('POST', '/projects', { json: { name: 'edge-ingest' } }));

  it('has one entry for each request: what it was, how it ended, how long it took', async () => {
    const before = Date.now();
    const answer = await send('POST', '/projects', { json: { name: 'edge-ingest' } });
    const [entry] = await logged(base, [answer]);
    expect(entry).toEqual({
      id: answer.headers['x-request-id'],
      source: 'request',
      level: 'info',
      message: `POST ${base}/projects 201`,
      operation: 'createProject',
      method: 'POST',
      path: `${base}/projects`,
      status: 201,
      duration_ms: expect.any(Number),
      key_id: expect.stringMatching(/^key_/),
      project_id: idOf(answer),
      job_id: null,
      task_id: null,
      created_at: expect.any(String),
    });
    expect(Date.parse(String(entry?.['created_at']))).toBeGreaterThanOrEqual(before - 1);
    expect(Date.parse(String(entry?.['created_at']))).toBeLessThanOrEqual(Date.now());
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('says of each request which project it was about', async () => {
    const project = await newProject();
    const resource = idOf(await send('POST', '/resources', { json: { name: 'x', type: 'queue', project_id: project } }));
    const owned = idOf(await send('POST', '/keys', { json: { name: 'x', project_id: project } }));
    const whole = idOf(await send('POST', '/keys', { json: { name: 'x' } }));
    const unnamed = await send('POST', '/resources', { json: { name: 'in the default project', type: 'queue' } });
    const rows: [what: string, answer: Answer, want: unknown][] = [
      ['a resource by its default project', unnamed, unnamed.json['project_id']],
      ['its own path', await send('GET', `/projects/${project}`), project],
      ['its own path, without a body', await send('HEAD', `/projects/${project}`), project],
      ['its own path, refused by its schema', await send('PATCH', `/projects/${project}`, { json: { name: 1 } }), project],
      ['the filter of a list', await send('GET', `/resources?project_id=${project}`), project],
      ['the query of the usage', await send('GET', `/usage?project_id=${project}`), project],
      ['the body of a key', await send('POST', '/keys', { json: { name: 'y', project_id: project } }), project],
      ['the body, sent to be repeated', await send('POST', '/resources', { json: { name: 'y', type: 'queue', project_id: project }, headers: { 'idempotency-key': 'once' } }), project],
      ['the answer of a resource', await send('GET', `/resources/${resource}`), project],
      ['the answer of a key', await send('POST', `/keys/${owned}/rotate`), project],
      ['a resource that is gone', await send('DELETE', `/resources/${resource}`), project],
      ['a key that is revoked', await send('DELETE', `/keys/${owned}`), project],
      ['a key of the whole account', await send('DELETE', `/keys/${whole}`), null],
      ['a list of everything', await send('GET', '/projects'), null],
      ['what there is not', await send('GET', '/resources/res_unknown'), null],
      ['what cannot be an id', await send('GET', '/projects/hunter2'), null],
      ['a project that is gone', await send('DELETE', `/projects/${project}`), project],
    ];

    const entries = await logged(base, rows.map(([, answer]) => answer));

    const found = new Map(entries.map(({ id, project_id }) => [id, project_id]));
    expect(rows.map(([what, answer]) => [what, found.get(requestOf(answer))])).toEqual(rows.map(([what, , want]) => [what, want]));
    expect(api.breaches.splice(0)).toEqual([]);
  });

  it('is found by time, status, operation, request id, key and project', async () => {
    const project = await newProject();
    const other = await account.key({ environment: 'sandbox' });
    const answers = {
      made: await send('POST', '/users', { json: { name: 'Ada', email: 'ada@example.com', password: 'correct horse' } }),
      taken: await send('POST', '/users', { json: { name: 'Ada', email: 'ada@example.com', password: 'correct horse' } }),
      listed: await send('GET', '/projects'),
      seen: await send('GET', `/projects/${project}`, { key: other.key }),
    };
    const entries = await logged(base, Object.values(answers));
    const first = entries.find(({ id }) => id === requestOf(answers.made));

    const found = async (query: string) => {
      const ids = new Set(((await send('GET', `/logs?per_page=100&${query}`)).json['data'] as { id: string }[]).map(({ id }) => id));
      return Object.entries(answers).filter(([, answer]) => ids.has(requestOf(answer))).map(([name]) => name);
    };
    expect(await found('status=409')).toEqual(['taken']);
    expect(await found('operation=createUser')).toEqual(['made', 'taken']);
    expect(await found(`request_id=${requestOf(answers.listed)}`)).toEqual(['listed']);
    expect(await found(`key_id=${other.id}`)).toEqual(['seen']);
    expect(await found(`project_id=${project}`)).toEqual(['seen']);
    expect(await found(`created_after=${first?.['created_at']}`)).toEqual(['made', 'taken', 'listed', 'seen']);
    expect(await found(`created_before=${first?.['created_at']}`)).toEqual([]);
    expect(await found('status=404')).toEqual([]);
    expect(await found('operation=createuser')).toEqual([]);
  });

  it('has nothing of who was not let in, and of nobody else', async () => {
    const stranger = await newAccount(database().db);
    const refused = [
      await send('GET', '/projects', { key: 'sk_test_unknown' }),
      await api.send('GET', `${base}/projects`),
      await api.send('GET', `${base}/projects`, { key: stranger.sandboxKey }),
      await api.send('GET', `${base}/projects`, { key: account.liveKey }),
      await send('GET', '/nothing'),
    ];
    const last = await send('GET', '/user');
    await logged(base, [last]);

    const { json } = await send('GET', '/logs?per_page=100');
    const ids = new Set((json['data'] as { id: string }[]).map(({ id }) => id));
    expect(refused.filter((answer) => ids.has(requestOf(answer)))).toEqual([]);
  });

  it('shows a key that is bound to a project its own requests and those of others about that project', async () => {
    const [own, other] = [await newProject(), await newProject()];
    const bound = await account.key({ environment: 'sandbox', projectId: own });
    const about = await send('GET', `/projects/${own}`);
    const elsewhere = await send('GET', `/projects/${other}`);
    const refused = await send('GET', `/projects/${other}`, { key: bound.key });
    const forbidden = await send('GET', '/users', { key: bound.key });
    await logged(base, [about, elsewhere, refused, forbidden]);

    const seen = await logged(base, [about, refused, forbidden], '', bound.key);
    expect(seen.map(({ status, project_id }) => [status, project_id])).toEqual([[403, own], [404, own], [200, own]]);
    const { json } = await send('GET', '/logs?per_page=100', { key: bound.key });
    expect(JSON.stringify(json)).not.toContain(requestOf(elsewhere));
    expect(JSON.stringify(json)).not.toContain(other);
    expect((await send('GET', `/logs?project_id=${other}`, { key: bound.key })).json['data']).toEqual([]);
  });

  it('stays when the sandbox is put back', async () => {
    const answer = await send('GET', '/user');
    await logged(base, [answer]);
    expect((await send('POST', '/sandbox/reset')).status).toBe(200);
    expect(await logged(base, [answer])).toHaveLength(1);
  });
});
