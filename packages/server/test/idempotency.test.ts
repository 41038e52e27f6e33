import { describe, expect, it } from 'vitest';
import { serve, stub, type HandlersOrStubs, type Outcome, type RepeatableRequest } from '../src/index.ts';
import { call, handlers, notesServer, SEAMS, type Caller, type NoteHandlers } from './notes-server.ts';
import { contract, type Operations } from './notes/index.gen.ts';

const MILK = '{"title":"Milk"}';
const TYPE = { 'content-type': 'application/json' };

/** Makes a note with a number in its title, so that no two that are made are alike. */
function counting(): { createNote: Exclude<NoteHandlers['createNote'], typeof stub>; made: () => number } {
  let made = 0;
  return {
    made: () => made,
    createNote: ({ body, basePath }) => {
      made += 1;
      return { status: 201, headers: { Location: `${basePath}/notes/note_${made}` }, body: { id: `note_${made}`, title: body.title } };
    },
  };
}

/** Starts the notes; `send` makes one with a key. */
async function setUp(given: Parameters<typeof notesServer>[0] = {}) {
  const server = await notesServer(given);
  const send = (key: string, { body = MILK, path = '/v1/notes', as = 'unlimited', headers = {} }: { body?: string; path?: string; as?: string; headers?: Record<string, string> } = {}) =>
    call(server.url, 'POST', path, { as, body, headers: { ...TYPE, ...(key && { 'idempotency-key': key }), ...headers } });
  return { server, send, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('a request with an Idempotency-Key', () => {
  it('is carried out once: what comes back is the first answer, with the headers of the present request', async () => {
    const { createNote, made } = counting();
    await using test = await setUp({ handlers: { createNote } });

    const first = await test.send('a', { as: 'writer' });
    const again = await test.send('a', { as: 'writer' });

    expect([first.status, again.status, again.text, again.headers.location, made()]).toEqual([201, 201, first.text, '/v1/notes/note_1', 1]);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([undefined, 'true']);
    expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    expect([first.headers['ratelimit-remaining'], again.headers['ratelimit-remaining']]).toEqual(['95', '90']);
    expect(again.headers['access-control-expose-headers']).toContain('Idempotent-Replayed');
  });

  it('is about what the first was about, as the log has it', async () => {
    const logged: { labels: object }[] = [];
    await using test = await setUp({
      handlers: {
        createNote: ({ label, body }) => {
          label('note', 'note_1');
          return { status: 201, headers: { Location: '/' }, body: { id: 'note_1', title: body.title } };
        },
      },
      seams: { record: (entry) => void logged.push(entry) },
    });
    await test.send('a');
    await test.send('a');
    await expect.poll(() => logged.map(({ labels }) => labels)).toEqual([{ note: 'note_1' }, { note: 'note_1' }]);
  });

  it('is carried out each time without one, and where the operation keeps nothing', async () => {
    const { createNote, made } = counting();
    await using test = await setUp({ handlers: { createNote } });

    await test.send('');
    await test.send('');
    const read = await call(test.server.url, 'GET', '/v1/notes', { headers: { 'idempotency-key': 'a' } });

    expect(made()).toBe(2);
    expect([read.status, read.headers['idempotent-replayed']]).toEqual([200, undefined]);
  });

  it.each([
    ['is the same with spaces in its body', '{ "title" : "Milk" }', [201, 'true', undefined]],
    ['is another with a default that is said', '{"title":"Milk","size":1}', [422, undefined, 'idempotency_key_reused']],
    ['is another with another body', '{"title":"Oats"}', [422, undefined, 'idempotency_key_reused']],
  ])('%s', async (_, body, want) => {
    await using test = await setUp();
    await test.send('a');
    const { status, headers, json } = await test.send('a', { body });
    expect([status, headers['idempotent-replayed'], json.error?.code]).toEqual(want);
  });

  it('of another version is another request', async () => {
    const later = serve<typeof contract.operations, Operations, Caller>({ ...contract, basePath: '/v2' }, handlers as HandlersOrStubs<typeof contract.operations, Operations, Caller>);
    await using test = await setUp({ later: [later] });
    await test.send('a');
    expect((await test.send('a', { path: '/v2/notes' })).json.error.code).toBe('idempotency_key_reused');
  });

  it('of another caller is another request, and is carried out', async () => {
    const { createNote, made } = counting();
    await using test = await setUp({ handlers: { createNote } });
    await test.send('a');
    expect((await test.send('a', { as: 'writer' })).headers['idempotent-replayed']).toBeUndefined();
    expect(made()).toBe(2);
  });

  it('is refused before anything is kept when it is not valid', async () => {
    await using test = await setUp();
    const refused = await test.send('a', { body: '{}' });
    const mended = await test.send('a');
    expect([refused.status, mended.status, mended.headers['idempotent-replayed']]).toEqual([422, 201, undefined]);
  });

  it('is carried out again when the first has failed', async () => {
    let failures = 1;
    const { createNote } = counting();
    await using test = await setUp({
      handlers: {
        createNote: (received) => {
          if (failures-- > 0) throw new Error('a secret');
          return createNote(received);
        },
      },
    });
    const statuses = [await test.send('a'), await test.send('a'), await test.send('a')].map(({ status, headers }) => [status, headers['idempotent-replayed']]);
    expect(statuses).toEqual([[500, undefined], [201, undefined], [201, 'true']]);
  });

  it('is carried out again when the first answer broke the contract', async () => {
    let answer: object = { status: 200, body: {} };
    const createNote = () => answer;
    await using test = await setUp({ handlers: { createNote } as unknown as Partial<NoteHandlers> }); // It would not compile.
    expect((await test.send('a')).status).toBe(500);
    answer = { status: 201, headers: { Location: '/' }, body: { id: 'note_1', title: 'Milk' } };
    expect((await test.send('a')).status).toBe(201);
  });

  it('is refused while the first is being carried out', async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { createNote } = counting();
    await using test = await setUp({
      handlers: {
        createNote: async (received) => {
          begun.resolve();
          await gate.promise;
          return createNote(received);
        },
      },
    });
    const first = test.send('a');
    await begun.promise;
    const second = await test.send('a');
    gate.resolve();
    expect([second.status, second.json.error.code]).toEqual([409, 'idempotency_in_progress']);
    expect([(await first).status, (await test.send('a')).headers['idempotent-replayed']]).toEqual([201, 'true']);
  });

  it.each([['a'.repeat(255)], ['!~"\\,;=']])('has a key of visible characters: %.20s', async (key) => {
    await using test = await setUp();
    expect((await test.send(key)).status).toBe(201);
  });

  it.each([[''], ['a b'], ['é'], ['a'.repeat(256)]])('has no key of anything else: %.20s', async (key) => {
    await using test = await setUp();
    const answer = await test.send('', { headers: { 'idempotency-key': Buffer.from(key).toString('latin1') } });
    expect([answer.status, answer.json.error]).toMatchObject([400, { code: 'invalid_parameter', details: [{ in: 'header', pointer: '/Idempotency-Key' }] }]);
  });
});

describe('what keeps answers', () => {
  it('is told whose request it is and all that makes it out, and not what goes with every answer', async () => {
    const told: RepeatableRequest<Caller>[] = [];
    const answers: Outcome[] = [];
    await using test = await setUp({
      seams: {
        repeat: async (request, act) => {
          told.push(request);
          answers.push({ isReplay: false, answer: await act() });
          return answers[0] ?? 'in_progress';
        },
      },
    });
    await test.send('a', { body: '{"size":2,"title":"Milk"}', as: 'writer' });

    expect(told).toEqual([
      {
        caller: expect.objectContaining({ name: 'writer' }),
        key: 'a',
        text: JSON.stringify(['post', '/v1/notes', '', '{"size":2,"title":"Milk"}']),
        credential: 'writer',
        ttl: 3600,
        sealed: false,
      },
    ]);
    expect(answers).toEqual([
      { isReplay: false, answer: { status: 201, headers: { Location: '/v1/notes/note_1', 'Content-Type': 'application/json' }, body: '{"id":"note_1","title":"Milk"}', labels: {} } },
    ]);
  });

  it('may say that the credential does not open what is kept', async () => {
    await using test = await setUp({ seams: { repeat: async () => 'other_credential' } });
    const answer = await test.send('a');
    expect([answer.status, answer.json.error.code, answer.json.error.message]).toEqual([422, 'idempotency_key_reused', expect.stringContaining('only the credential')]);
  });

  it('may fail, which is an error like any other', async () => {
    await using test = await setUp({ seams: { repeat: () => Promise.reject(new Error('a secret')) } });
    expect((await test.send('a')).status).toBe(500);
  });

  it('answers a stub too', async () => {
    await using test = await setUp({ handlers: { createNote: stub }, contract: withExample() });
    expect((await test.send('a')).headers['x-plumbline-stub']).toBe('true');
    expect((await test.send('a')).headers['x-plumbline-stub']).toBe('true');
  });
});

/** The notes with an example of a new note. */
function withExample(): typeof contract {
  const copy = structuredClone(contract) as unknown as { document: { paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { example?: object }> }> }>> } };
  const media = copy.document.paths['/notes']?.['post']?.responses['201']?.content['application/json'];
  if (media) media.example = { id: 'note_1', title: 'Milk' };
  return copy as unknown as typeof contract; // The literal's type has no room for an example.
}

describe('a contract whose operations keep answers', () => {
  type Breakable = Record<string, { idempotency: object | null; scopes: string[] | null; answers: Record<string, string[]> }>;
  const broken = (breakIt: (operations: Breakable) => void): typeof contract => {
    const copy = structuredClone(contract);
    breakIt(copy.operations as unknown as Breakable); // The generated literals cannot be written to.
    return copy;
  };
  const change = (part: Partial<Breakable[string]>) => broken(({ createNote }) => Object.assign(createNote ?? {}, part));
  const { repeat: _, ...without } = SEAMS;

  it.each<[string, typeof contract, object, string]>([
    ['with nothing to keep them in', contract, { repeat: undefined }, 'give it the seam `repeat`'],
    ['for nobody', change({ scopes: null }), {}, 'anybody may call it'],
    ['without a word for a first one that is not done', change({ answers: { ...contract.operations.createNote.answers, 409: [] } as unknown as Record<string, string[]> }), {}, 'no 409 with `idempotency_in_progress`'],
    ['without a word for another request', change({ answers: { ...contract.operations.createNote.answers, 422: [] } as unknown as Record<string, string[]> }), {}, 'no 422 with `idempotency_key_reused`'],
    ['without the header', broken(({ starNote }) => Object.assign(starNote ?? {}, { idempotency: { ttl: 1, sealed: false } })), {}, 'no header parameter `Idempotency-Key`'],
  ])('is not served %s', async (_name, given, seams, problem) => {
    await expect(notesServer({ contract: given, seams: { ...without, ...seams } })).rejects.toThrow(problem);
  });
});
