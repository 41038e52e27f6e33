import { describe, expect, it, vi } from 'vitest';
import { coreAt, httpAt } from '../../test/operations.ts';
import { error, hang, json, reset, serve } from '../../test/scripted-server.ts';
import type { AttemptInfo } from './hooks.ts';
import { AbortError, ConnectionError, TimeoutError } from './no-answer-error.ts';

vi.spyOn(Math, 'random').mockReturnValue(0);

const note = json(200, { id: 'note_1' });
const at = { params: { path: { note_id: 'note_1' } } };

describe('client.http', () => {
  it('gives the data of a success, and sends what the client is to send', async () => {
    await using server = await serve(note);
    const { data, error: none, response } = await httpAt(server.url, { headers: { 'X-Team': 'a' } }).GET('/notes/{note_id}', at);

    expect([data, none, response.status]).toEqual([{ id: 'note_1' }, undefined, 200]);
    expect(server.received[0]).toMatchObject({ path: '/v1/notes/note_1', headers: { authorization: 'Bearer sk_test_1', 'x-team': 'a' } });
  });

  it('gives the body of an error, and does not throw', async () => {
    await using server = await serve(error(404, 'note_not_found'));
    const { data, error: body, response } = await httpAt(server.url).GET('/notes/{note_id}', at);

    expect([data, body?.error.code, response.status]).toEqual([undefined, 'note_not_found', 404]);
  });

  it('gives the last error answer when there have been enough', async () => {
    await using server = await serve(error(503, 'first'), error(503, 'second'), error(503, 'third'));
    const { error: body, response } = await httpAt(server.url).GET('/notes/{note_id}', at);

    expect([body, response.status, server.received.length]).toEqual([expect.objectContaining({ error: expect.objectContaining({ code: 'third' }) as unknown }), 503, 3]);
  });

  it('sends the same body again', async () => {
    await using server = await serve(error(503, ''), note);

    await httpAt(server.url).POST('/notes', { body: { text: 'a' } });

    expect(server.received.map(({ body }) => body)).toEqual(['{"text":"a"}', '{"text":"a"}']);
  });

  it('sends a POST again that has a key, and a PATCH never', async () => {
    await using server = await serve(reset);
    const http = httpAt(server.url);

    await expect(http.POST('/notes', { body: {}, headers: { 'Idempotency-Key': 'mine' } })).rejects.toMatchObject({ attempts: 3 });
    await expect(http.POST('/notes', { body: {} })).rejects.toMatchObject({ attempts: 1 });
    await expect(http.PATCH('/notes/{note_id}', { ...at, body: {} })).rejects.toThrow(ConnectionError);
    expect(server.received).toHaveLength(5);
  });

  it('throws when there is no answer, also by the caller’s own signal', async () => {
    await using server = await serve(hang);
    const http = httpAt(server.url, { timeout: 20, retries: 0 });

    await expect(http.GET('/notes')).rejects.toThrow(TimeoutError);
    await expect(http.GET('/notes', { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
  });

  it('is told of by method and path template', async () => {
    await using server = await serve(note);
    const told: AttemptInfo[] = [];

    await httpAt(server.url, { hooks: { onRequest: (info) => void told.push(info) } }).GET('/notes/{note_id}', at);

    expect(told).toEqual([{ operation: 'GET /notes/{note_id}', method: 'GET', url: `${server.url}/v1/notes/note_1`, attempt: 1 }]);
  });

  it('gives a Request to a fetch of one’s own', async () => {
    const fetch = vi.fn<(input: string | Request, init: RequestInit) => Promise<Response>>(async () => Response.json({ id: 'note_1' }));

    await httpAt('https://api.example', { fetch }).GET('/notes');
    await coreAt('https://api.example', { fetch }).call({ id: 'a', method: 'GET', path: '/notes', isIdempotent: true, sendsKey: false, cost: 0, errors: [], headers: {} }, {});

    expect(fetch.mock.calls.map(([input]) => (typeof input === 'string' ? input : input.url))).toEqual(['https://api.example/v1/notes', 'https://api.example/v1/notes']);
  });
});
