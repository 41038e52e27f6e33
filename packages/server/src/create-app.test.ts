import { describe, expect, it } from 'vitest';
import { call, callerOf, handlers, notesServer, post, SEAMS, type Caller, type NoteHandlers } from '../test/notes-server.ts';
import { contract, type Operations } from '../test/notes/index.gen.ts';
import { BrokenContractError } from './broken-contract-error.ts';
import { createApp } from './create-app.ts';
import { stub } from './handlers.ts';
import { serve } from './serve.ts';
import { STUB_HEADER } from './stub-act.ts';

/** Makes an application of the notes, or of something like them. */
function create(notes: typeof contract = contract, answering: NoteHandlers = handlers) {
  return createApp<Caller>({ serve: [serve<typeof contract.operations, Operations, Caller>(notes, answering)], mode: 'test', seams: SEAMS });
}

describe('createApp', () => {
  it('does not start without a handler', () => {
    const { getNote: _, ...others } = handlers;
    const start = () => create(contract, others as NoteHandlers); // The compiler would not let it pass.
    expect(start).toThrow(BrokenContractError);
    expect(start).toThrow('broken at #/paths/~1notes~1{note_id}/get (operation getNote): it has no handler');
  });

  it('does not start with what is no handler', () => {
    const wrong = { ...handlers, getNote: 'note' as unknown as typeof stub }; // As above.
    expect(() => create(contract, wrong)).toThrow('(operation getNote): it has no handler');
  });

  it('does not start with a broken bundle', () => {
    const broken = { ...contract, rateLimits: {} } as unknown as typeof contract; // As above.
    expect(() => create(broken)).toThrow('(operation listNotes): there is no policy `standard`');
  });

  it('lists the operations that answer from the contract’s example, which say so', async () => {
    await using server = await notesServer({ handlers: { listNotes: stub, createNote: stub, deleteNote: stub } });
    expect(server.stubs).toEqual(['listNotes (GET /v1/notes)', 'createNote (POST /v1/notes)', 'deleteNote (DELETE /v1/notes/{note_id})']);

    const list = await call(server.url, 'GET', '/v1/notes');
    expect([list.status, list.headers[STUB_HEADER.toLowerCase()]]).toEqual([200, 'true']);
    expect(JSON.parse(list.text)).toEqual({
      data: [{ id: 'note_1', title: 'Milk', body: { kind: 'text', text: 'Two litres' } }],
      meta: { page: 1, per_page: 20, total_items: 1, total_pages: 1, has_next: false, has_previous: false },
    });
    expect(await post(server.url, '/v1/notes', { title: 'Milk' })).toMatchObject({ status: 201, headers: { 'x-plumbline-stub': 'true' } });
    expect((await call(server.url, 'DELETE', '/v1/notes/note_1')).status).toBe(204);
    expect((await call(server.url, 'GET', '/v1/notes/note_1')).headers).not.toHaveProperty('x-plumbline-stub');
    expect(server.breaches).toEqual([]);
  });

  it('walks a stub through the whole corridor', async () => {
    await using server = await notesServer({ handlers: { createNote: stub } });
    expect((await post(server.url, '/v1/notes', { title: '' })).status).toBe(422);
    expect((await post(server.url, '/v1/notes', { title: 'Milk' }, 'reader')).status).toBe(403);
  });

  it('mounts what is no operation in front of the operations, with an id and a line in the log', async () => {
    await using server = await notesServer({
      mount: (app) =>
        app.get(['/livez', '/v1/health'], (_request, response) => {
          response.json({ mounted: true });
        }),
    });
    const answer = await call(server.url, 'GET', '/livez');
    expect(answer).toMatchObject({ status: 200, text: '{"mounted":true}', headers: { 'x-request-id': expect.stringMatching(/^req_/) } });
    expect(await call(server.url, 'GET', '/v1/health')).toMatchObject({ text: '{"mounted":true}' });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    await expect.poll(() => server.logged).toHaveLength(2);
  });

  it('answers what a mounted handler throws', async () => {
    await using server = await notesServer({
      mount: (app) =>
        app.get('/readyz', () => {
          throw new Error('a secret');
        }),
    });
    const answer = await call(server.url, 'GET', '/readyz');
    expect([answer.status, answer.json.error.code]).toEqual([500, 'internal_error']);
  });

  it('gives a handler who calls, the id of the request, and what was sent', async () => {
    const calls: object[] = [];
    await using server = await notesServer({
      handlers: {
        createNote: (received) => {
          calls.push(received);
          return { status: 201, headers: { Location: '/' }, body: { id: 'note_2', title: received.body.title } };
        },
      },
    });
    const { headers } = await post(server.url, '/v1/notes', { title: 'Milk' });
    expect(calls).toEqual([
      {
        params: {},
        query: {},
        headers: {},
        cookies: {},
        body: { title: 'Milk', size: 1 },
        principal: callerOf('writer'),
        address: '127.0.0.1',
        basePath: '/v1',
        requestId: headers['x-request-id'],
        label: expect.any(Function),
        aside: expect.any(Function),
        fail: expect.any(Function),
      },
    ]);
  });
});

describe('warmUp', () => {
  it('compiles everything', async () => {
    await expect(create().warmUp()).resolves.toBeUndefined();
  });

  it('names the operation whose schema cannot be compiled', async () => {
    const broken = structuredClone(contract) as unknown as { document: { components: { schemas: { NoteCreate: { properties: object } } } } };
    broken.document.components.schemas.NoteCreate.properties = { title: { type: 'no-such-type' } };
    const app = create(broken as unknown as typeof contract); // As above.
    await expect(app.warmUp()).rejects.toThrow('broken at #/paths/~1notes/post (operation createNote)');
  });
});
