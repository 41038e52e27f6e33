import { describe, expect, it } from 'vitest';
import { generous } from '../../test/limiters.ts';
import { call, handlers, notesServer } from '../../test/notes-server.ts';
import type { TracedRequest } from '../seams.ts';

/** Everything that can be wrong with a request at once, from the last step to the first. */
const STEPS: [code: string, wrong: { path?: string; method?: string; as?: string | null; headers?: Record<string, string>; body?: string }][] = [
  ['validation_failed', { body: '{"title":""}' }],
  ['malformed_json', { body: '{' }],
  ['unsupported_media_type', { headers: { 'content-type': 'text/plain' } }],
  ['not_acceptable', { headers: { accept: 'text/html' } }],
  ['insufficient_scope', { as: 'reader' }],
  ['missing_credentials', { as: null }],
  ['method_not_allowed', { method: 'PUT' }],
  ['not_found', { path: '/v1/nothing' }],
];

describe('walk', () => {
  it('refuses at the first step at which something is wrong', async () => {
    const touched: string[] = [];
    await using server = await notesServer({
      seams: { limiter: generous },
      handlers: {
        createNote: () => {
          touched.push('handler');
          return { status: 201, headers: { Location: '/' }, body: { id: 'a', title: 'b' } };
        },
      },
    });
    const request = { method: 'POST', path: '/v1/notes', as: 'writer' as string | null, headers: { 'content-type': 'application/json' }, body: '{"title":"Milk"}' };
    const codes: string[] = [];
    for (const [, { headers, ...wrong }] of STEPS) {
      Object.assign(request, wrong, { headers: { ...request.headers, ...headers } });
      codes.push((await call(server.url, request.method, request.path, request)).json.error.code);
    }
    expect(codes).toEqual(STEPS.map(([code]) => code));
    expect(touched).toEqual([]);
  });

  it('counts who was not known by the address, and everybody who was by the key', async () => {
    const counted: string[] = [];
    const limiter = { consume: (...args: Parameters<typeof generous.consume>) => (counted.push(args[0]), generous.consume(...args)) };
    await using server = await notesServer({ seams: { limiter } });
    for (const as of ['nobody', null, 'reader', 'unlimited']) await call(server.url, 'GET', '/v1/notes', { as });
    await call(server.url, 'GET', '/v1/health');
    expect(counted).toEqual(['address 127.0.0.1', 'reader']);
  });

  it('says what is left on every answer to who is counted', async () => {
    await using server = await notesServer();
    const first = await call(server.url, 'GET', '/v1/notes');
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '100', 'ratelimit-remaining': '99', 'x-ratelimit-remaining': '99' });
    const refused = await call(server.url, 'GET', '/v1/notes?page=0');
    expect([refused.status, refused.headers['ratelimit-remaining']]).toEqual([400, '98']);
    const free = await call(server.url, 'GET', '/v1/notes', { as: 'unlimited' });
    expect(free.headers).not.toHaveProperty('ratelimit-limit');
  });

  it('refuses when the window is used up, and a dearer operation before a cheaper one', async () => {
    await using server = await notesServer();
    const body = { headers: { 'content-type': 'application/json' }, body: '{"title":"Milk"}' };
    for (let used = 0; used < 95; used += 5) await call(server.url, 'POST', '/v1/notes', body);
    for (let used = 95; used < 97; used += 1) await call(server.url, 'GET', '/v1/notes');
    const refused = await call(server.url, 'POST', '/v1/notes', body);
    expect([refused.status, refused.headers['ratelimit-remaining']]).toEqual([429, '3']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await call(server.url, 'GET', '/v1/notes')).headers['ratelimit-remaining']).toBe('2');
  });

  it('calls the handler that the operation has', async () => {
    await using server = await notesServer();
    for (const [path, want] of [
      ['/v1/health', { ok: true }],
      ['/v1/notes/note_1', { id: 'note_1', title: 'Milk' }],
    ] as const) {
      expect(JSON.parse((await call(server.url, 'GET', path)).text)).toEqual(want);
    }
    expect(Object.keys(handlers)).toHaveLength(8);
  });
});

describe('trace', () => {
  it('surrounds everything that is done for a request, and is told which operation it is', async () => {
    const seen: (string | TracedRequest)[] = [];
    await using server = await notesServer({
      seams: {
        now: () => 1000,
        authenticate: async () => void seen.push('authenticated'),
        async trace(request, work) {
          seen.push(request);
          try {
            return await work();
          } finally {
            seen.push('over');
          }
        },
      },
    });
    const { status, headers } = await call(server.url, 'GET', '/v1/notes/note_1?a=b', { headers: { traceparent: '00-1-2-01' } });

    const request = { requestId: headers['x-request-id'], receivedAt: 1000, method: 'GET', operationId: 'getNote', basePath: '/v1', path: '/notes/{note_id}', traceparent: '00-1-2-01' };
    expect([status, ...seen]).toEqual([401, request, 'authenticated', 'over']);
  });

  it('is not told of what is no request of an operation', async () => {
    const seen: TracedRequest[] = [];
    await using server = await notesServer({ seams: { trace: (request, work) => (seen.push(request), work()) } });
    for (const [method, path] of [['GET', '/v1/nothing'], ['OPTIONS', '/v1/notes'], ['PUT', '/v1/notes']] as const) await call(server.url, method, path);

    expect(seen).toEqual([]);
  });
});
