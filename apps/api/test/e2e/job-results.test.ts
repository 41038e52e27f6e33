import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { answered, aWorker } from '../jobs.ts';
import { newAccount, type TestAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { VERSIONS } from './harness/versions.ts';

const database = testDatabase();
let api: ApiServer;
let account: TestAccount;
const labels: Record<string, string>[] = [];
beforeAll(async () => {
  api = await startApi(database(), { seams: { record: (request) => void labels.push(request.labels) } });
  account = await newAccount(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

const get = (path: string, key = account.liveKey, headers = {}) => api.send('GET', path, { key, headers });

/** Creates a job, and waits until it has ended. */
async function done(body: object, status = 'succeeded'): Promise<{ id: string; result: string }> {
  const { headers, json } = await api.send('POST', '/v1/jobs', { key: account.liveKey, json: body });
  const { location = '' } = headers;
  await expect.poll(async () => (await get(location)).json['status'], { timeout: 10_000 }).toBe(status);
  return { id: String(json['id']), result: String((await get(location)).json['result_url']) };
}

async function newProcessor(config: object): Promise<string> {
  const { json } = await api.send('POST', '/v1/resources', { key: account.liveKey, json: { name: 'p', type: 'processor', config } });
  return String(json['id']);
}

describe('getJobResult', () => {
  it('gives a line for each input of a run, in their order', async () => {
    aWorker(database());
    const inputs = Array.from({ length: 250 }, (_, n) => ({ n, text: `Zeile ${n} — ✓\n` }));
    const { id, result } = await done({ kind: 'run', resource_id: await newProcessor({}), inputs });

    const { status, headers, text } = await get(result);

    expect([status, headers['content-type'], headers['content-disposition'], headers['transfer-encoding']]).toEqual([
      200,
      'application/x-ndjson',
      `attachment; filename="${id}.ndjson"`,
      'chunked',
    ]);
    const lines = text.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual(
      inputs.map((input, number) => ({ task_id: expect.stringMatching(/^tsk_/), number, status: 'succeeded', output: input, error: null })),
    );
    expect(api.breaches).toEqual([]);
  });

  it('gives the lines of a run of which a part has failed', async () => {
    aWorker(database(), (_, { body }) => (body === '1' ? answered(500, 'no') : answered(200, body)));
    const { result } = await done({ kind: 'run', resource_id: await newProcessor({ url: 'https://processor.example/run' }), inputs: [0, 1] }, 'failed');

    const lines = (await get(result)).text.trimEnd().split('\n');

    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ status: 'succeeded', output: 0 }, { status: 'failed', output: null, error: 'The processor answered 500.' }]);
  });

  it('gives an export as CSV, to a GET and its headers to a HEAD', async () => {
    aWorker(database());
    await api.send('POST', '/v1/projects', { key: account.liveKey, json: { name: '=1+1, "quoted"' } });
    const { id, result } = await done({ kind: 'export', format: 'csv', include: ['projects'] });

    const { status, headers, text } = await get(result, account.liveKey, { accept: 'text/csv' });
    const head = await api.send('HEAD', result, { key: account.liveKey });

    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([200, 'text/csv; charset=utf-8', `attachment; filename="${id}.csv"`]);
    expect(text.split('\r\n')[0]).toMatch(/^object,id,name,/);
    expect(text).toContain(`"'=1+1, ""quoted"""`);
    expect([head.status, head.text, head.headers['content-disposition']]).toEqual([200, '', headers['content-disposition']]);
  });

  it('is 406 for who takes only the type that this result has not, or JSON', async () => {
    aWorker(database());
    const { result } = await done({ kind: 'export', include: ['projects'] });

    const answers = await Promise.all(['text/csv', 'application/json'].map((accept) => get(result, account.liveKey, { accept })));

    expect(answers.map(({ status, json }) => [status, json.error.code])).toEqual([[406, 'not_acceptable'], [406, 'not_acceptable']]);
    expect((await get(result, account.liveKey, { accept: 'application/x-ndjson' })).status).toBe(200);
  });

  it.each(VERSIONS)('is 409 while there is none, in $name', async ({ name }) => {
    const { headers } = await api.send('POST', `/${name}/jobs`, { key: account.liveKey, json: { kind: 'export' } });

    const { status, json } = await get(`${headers.location}/result`);

    expect([status, json.error.code, json.error.message]).toEqual([409, 'job_not_finished', 'The job has no result: it is queued.']);
    expect((await get(String(headers.location))).json['result_url']).toBeNull();
  });

  it('is 403 for a key that may not read what is in it', async () => {
    aWorker(database());
    const { result } = await done({ kind: 'export', include: ['projects', 'users'] });
    const { key } = await account.key({ scopes: ['jobs:read', 'projects:read'] });

    const { status, json, headers } = await get(result, key);

    expect([status, json.error.code, headers['www-authenticate']]).toEqual([403, 'insufficient_scope', 'Bearer error="insufficient_scope", scope="jobs:read users:read"']);
    expect(json.error.message).toContain('`users:read`');
    expect((await get(result, (await account.key({ scopes: ['jobs:read', 'projects:read', 'users:read'] })).key)).status).toBe(200);
  });

  it('is 404 for the key of another project, of the other environment and of another account', async () => {
    aWorker(database());
    const { json } = await api.send('POST', '/v1/projects', { key: account.liveKey, json: { name: 'one' } });
    const own = String(json['id']);
    const { result } = await done({ kind: 'export', include: ['resources'], project_id: own });
    const other = await api.send('POST', '/v1/projects', { key: account.liveKey, json: { name: 'two' } });
    const strangers = [
      (await account.key({ projectId: String(other.json['id']) })).key,
      account.sandboxKey,
      (await newAccount(database().db)).liveKey,
    ];

    const answers = await Promise.all(strangers.map((key) => get(result, key)));

    expect(answers.map(({ status, json: { error } }) => [status, error.code])).toEqual(strangers.map(() => [404, 'job_not_found']));
    labels.length = 0;
    expect((await get(result, (await account.key({ projectId: own })).key)).status).toBe(200);
    await expect.poll(() => labels).toEqual([{ project_id: own }]);
  });
});
