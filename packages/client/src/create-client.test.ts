import { describe, expect, it } from 'vitest';
import { createClient } from './create-client.ts';

const KEY = 'sk_test_abc';
const BASE = 'https://api.plumbline.example/v1';

/** A fetch that answers everything alike and remembers what it was asked. */
function answering(status: number, body: unknown) {
  const asked: Request[] = [];
  const fetch = async (request: Request) => {
    asked.push(request);
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    });
  };
  return { asked, fetch };
}

describe('createClient', () => {
  it('sends the key and fills in the path and the query', async () => {
    const { asked, fetch } = answering(200, { data: [], meta: {} });
    const client = createClient({ apiKey: KEY, baseUrl: BASE, fetch });

    await client.GET('/projects', { params: { query: { page: 2, status: 'active' } } });
    await client.GET('/projects/{project_id}', { params: { path: { project_id: 'prj/1 ä' } } });

    expect(asked.map(({ url }) => url)).toEqual([`${BASE}/projects?page=2&status=active`, `${BASE}/projects/prj%2F1%20%C3%A4`]);
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`]);
  });

  it('gives the data of a success', async () => {
    const { fetch } = answering(200, { id: 'prj_1', name: 'edge' });
    const client = createClient({ apiKey: KEY, baseUrl: BASE, fetch });

    const { data, error } = await client.GET('/projects/{project_id}', { params: { path: { project_id: 'prj_1' } } });

    expect({ name: data?.name, error }).toEqual({ name: 'edge', error: undefined });
  });

  it('gives the error body of a failure and does not throw', async () => {
    const { fetch } = answering(404, { error: { code: 'project_not_found' } });
    const client = createClient({ apiKey: KEY, baseUrl: BASE, fetch });

    const { data, error, response } = await client.DELETE('/projects/{project_id}', { params: { path: { project_id: 'no' } } });

    expect({ data, code: error?.error.code, ok: response.ok }).toEqual({ data: undefined, code: 'project_not_found', ok: false });
  });

  it('reads a file as a text', async () => {
    const file = new Response('{"n":1}\n{"n":2}\n', { headers: { 'Content-Type': 'application/x-ndjson' } });
    const client = createClient({ apiKey: KEY, baseUrl: BASE, fetch: async () => file });

    const { data } = await client.GET('/jobs/{job_id}/result', { params: { path: { job_id: 'job_1' } }, parseAs: 'text' });

    expect(data).toBe('{"n":1}\n{"n":2}\n');
  });

  it('throws what fetch throws when there is no answer', async () => {
    const client = createClient({ apiKey: KEY, baseUrl: BASE, fetch: () => Promise.reject(new TypeError('fetch failed')) });

    await expect(client.GET('/user')).rejects.toThrow('fetch failed');
  });

  it.each([
    ['an empty key', { apiKey: '', baseUrl: BASE }, 'apiKey'],
    ['a key with a line break', { apiKey: 'sk_test_a\r\nX: y', baseUrl: BASE }, 'apiKey'],
    ['a relative URL', { apiKey: KEY, baseUrl: '/v1' }, 'baseUrl'],
  ])('refuses %s', (_what, options, named) => {
    expect(() => createClient(options)).toThrow(named);
  });

  it('never repeats the key in an error', () => {
    expect(() => createClient({ apiKey: 'sk_live_secret value', baseUrl: BASE })).toThrow(/^(?!.*secret)/);
  });
});
