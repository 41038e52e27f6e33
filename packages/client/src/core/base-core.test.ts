import { describe, expect, it } from 'vitest';
import { coreAt, createNote, getFile, getNote, listNotes, updateNote } from '../../test/operations.ts';
import { error, hang, json, serve } from '../../test/scripted-server.ts';
import { BaseCore } from './base-core.ts';

const note = json(200, { id: 'note_1' });

describe('a request', () => {
  it('has path, query, body and headers as they were given', async () => {
    await using server = await serve(note);
    const core = coreAt(server.url, { headers: { 'X-Team': 'a', 'X-Other': 'b' } });

    await core.call(getNote, { path: ['a/1 ä'] }, { ifNoneMatch: '"1"', headers: { 'x-other': 'c' } });
    await core.call(listNotes, { query: { status: ['a', 'b'], page: 2, none: undefined } });
    await core.call(updateNote, { path: ['a'], body: { text: 'ä' } }, { ifMatch: '"1"' });

    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/notes/a%2F1%20%C3%A4', 'GET /v1/notes?status=a&status=b&page=2', 'PATCH /v1/notes/a']);
    expect(server.received[0]?.headers).toMatchObject({ authorization: 'Bearer sk_test_1', 'x-team': 'a', 'x-other': 'c', 'if-none-match': '"1"' });
    expect(server.received[0]?.headers).not.toHaveProperty('content-type');
    expect(server.received[2]).toMatchObject({ headers: { 'content-type': 'application/json', 'if-match': '"1"' }, body: '{"text":"ä"}' });
  });

  it('has the media type that the contract asks for', async () => {
    await using server = await serve(note);

    await coreAt(server.url).call({ ...createNote, bodyType: 'application/x-www-form-urlencoded' }, { body: { text: 'a b' } });

    expect(server.received[0]).toMatchObject({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'text=a+b' });
  });

  it.each(['', '.', '..', undefined as unknown as string])('is never sent for the id %j, which addresses something else', async (id) => {
    await using server = await serve(note);

    await expect(coreAt(server.url).call(getNote, { path: [id] })).rejects.toThrow(`getNote: {note_id} must not be "${id ?? ''}"`);
    expect(server.received).toEqual([]);
  });
});

describe('a success', () => {
  it('gives its data, and with the response what came beside it', async () => {
    await using server = await serve(json(200, { id: 'note_1' }, { 'Retry-After': '3', Replayed: 'true' }));
    const { data, response, headers, requestId } = await coreAt(server.url).call(getNote, { path: ['note_1'] }).withResponse();

    expect({ data, status: response.status, headers, requestId }).toEqual({ data: { id: 'note_1' }, status: 200, headers: { xRequestId: 'req_1', retryAfter: 3, replayed: true }, requestId: 'req_1' });
  });

  it.each([204, 304])('without a body (%i) gives undefined', async (status) => {
    await using server = await serve((response) => void response.writeHead(status).end());

    expect(await coreAt(server.url).call(getNote, { path: ['note_1'] })).toBeUndefined();
  });

  it('that is a file gives the response, to be read as it comes', async () => {
    await using server = await serve((response) => void response.writeHead(200, { 'Content-Type': 'text/csv' }).end('a,b'));
    const file = await coreAt(server.url).call<Response, object>(getFile, { path: ['note_1'] });

    expect(await file.text()).toBe('a,b');
  });
});

describe('a promise of a call', () => {
  it('fails once: whoever asks for the response has nothing else to look after', async () => {
    await using server = await serve(error(404, 'note_not_found'));
    const unheard: unknown[] = [];
    const listen = (reason: unknown) => void unheard.push(reason);
    process.on('unhandledRejection', listen);

    await expect(coreAt(server.url).call(getNote, { path: ['a'] }).withResponse()).rejects.toThrow('note_not_found');
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listen);

    expect(unheard).toEqual([]);
  });

  it('lets the body of a file be aborted', async () => {
    await using server = await serve((response) => void response.writeHead(200).write('a'));
    const controller = new AbortController();
    const file = await coreAt(server.url).call<Response, object>(getFile, { path: ['a'] }, { signal: controller.signal });
    controller.abort();

    await expect(file.text()).rejects.toThrow('abort');
  });
});

describe('options', () => {
  it.each([
    ['an empty key', { apiKey: '' }, 'apiKey'],
    ['a key with a line break', { apiKey: 'sk_live_secret\r\nX: y' }, 'apiKey'],
    ['a relative URL', { baseUrl: '/v1' }, 'baseUrl'],
  ])('refuse %s, and never repeat the key', (_what, options, named) => {
    const make = () => new BaseCore(options, { baseUrl: 'https://api.example/v1', errors: [] });
    expect(make).toThrow(named);
    expect(make).toThrow(/^(?!.*secret)/);
  });

  it('come from the environment where they are left out', async () => {
    await using server = await serve(note);
    const before = { ...process.env };
    Object.assign(process.env, { PLUMBLINE_API_KEY: 'sk_test_env', PLUMBLINE_BASE_URL: `${server.url}/v9/` });
    const core = new BaseCore({}, { baseUrl: 'https://api.example/v1', errors: [] });
    process.env = before;

    await core.call(listNotes, {});
    expect(server.received[0]).toMatchObject({ path: '/v9/notes', headers: { authorization: 'Bearer sk_test_env' } });
  });

  it('may have no credentials, for what needs none', async () => {
    await using server = await serve(note);

    await new BaseCore({ baseUrl: server.url }, { baseUrl: '', errors: [] }).call(listNotes, {});

    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('of a call stand over those of the client', async () => {
    await using server = await serve(hang);

    await expect(coreAt(server.url, { timeout: 60_000, retries: 5 }).call(getNote, { path: ['a'] }, { timeout: 20, retries: 1 })).rejects.toMatchObject({ name: 'TimeoutError', attempts: 2 });
  });
});
