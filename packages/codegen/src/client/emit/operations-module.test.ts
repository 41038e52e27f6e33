import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../document.ts';
import { emitAll } from '../generate-client.ts';
import { notesWith, operationWith } from '../../../test/client/notes-document.ts';

const emit = (path: string, other: object, id = 'getNote') => modulesOf(notesWith({ [path]: operationWith(id, other) }));
const modulesOf = (document: OpenApiDocument) => {
  const modules = emitAll(document, 'types');
  return { operations: modules['operations.gen.ts'] ?? '', client: modules['client.gen.ts'] ?? '', types: modules['types.gen.ts'] ?? '' };
};
const post = (other: object) => modulesOf({ ...notesWith({}), paths: { '/a': { post: operationWith('addNote', other) } } }).operations;
const header = (name: string) => ({ parameters: [{ name, in: 'header', schema: { type: 'string' } }] });
const inPath = (name: string, schema: object = { type: 'string' }) => ({ name, in: 'path', required: true, schema });
const answer = (status: string, response: object) => ({ responses: { [status]: { description: 'Done.', ...response } } });

describe('a method', () => {
  it.each([
    ['nothing', '/notes', {}, 'get(options?: CallOptions): ApiPromise<Note, GetNoteHeaders>'],
    ['the path in its order', '/{b_id}/{a}', { parameters: [inPath('a', { type: 'integer' }), inPath('b_id')] }, 'get(bId: string, a: number, options?'],
    ['one of the values of a path', '/{a}', { parameters: [inPath('a', { enum: ['x', 'y'] })] }, 'get(a: "x" | "y", options?'],
    ['a path that is called like another argument', '/{query}', { parameters: [inPath('query')] }, 'get(pathQuery: string, options?'],
    ['a query', '/notes', { parameters: [{ name: 'q', in: 'query' }] }, 'get(query?: GetNoteQuery, options?'],
    ['a query that is required', '/notes', { parameters: [{ name: 'q', in: 'query', required: true }] }, 'get(query: GetNoteQuery, options?'],
    ['a body', '/notes', { requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } } }, 'get(body: Note, options?'],
    ['a body without a name', '/notes', { requestBody: { content: { 'application/json': {} } } }, "get(body?: NonNullable<operations['getNote']['requestBody']>['content']['application/json'], options?"],
    ['a key', '/notes', { 'x-idempotency': { ttl: 60 } }, 'options?: CallOptions & KeyOption)'],
    ['an entity tag', '/notes', header('If-Match'), 'options?: CallOptions & MatchOption)'],
    ['an entity tag that can be answered with 304', '/notes', { ...header('If-None-Match'), responses: { ...operationWith('a').responses, 304: { description: 'The same.' } } }, 'get<Tag extends string | undefined = undefined>(options?: CallOptions & NoneMatchOption<Tag>): ApiPromise<Note | NotModified<Tag>, GetNoteHeaders>'],
    ['an entity tag that is never answered with 304', '/notes', header('If-None-Match'), 'get(options?: CallOptions): ApiPromise<Note,'],
  ])('takes %s', (_, path, other, want) => {
    expect(emit(path, other).client).toContain(`  ${want}`.replace(/^ {2}options/, 'options'));
  });

  it.each([
    ['nothing', answer('204', {}), 'ApiPromise<void, GetNoteHeaders>'],
    ['a file', answer('200', { content: { 'text/csv': {} } }), 'ApiPromise<Response, GetNoteHeaders>'],
    ['what has no name', answer('200', { content: { 'application/json': { schema: { type: 'object' } } } }), "ApiPromise<operations['getNote']['responses'][200]['content']['application/json'], GetNoteHeaders>"],
    ['what any success is', answer('2XX', { content: { 'application/vnd.api+json': {} } }), "ApiPromise<operations['getNote']['responses']['2XX']['content']['application/vnd.api+json'], GetNoteHeaders>"],
  ])('gives %s', (_, other, want) => {
    expect(emit('/notes', other).client).toContain(want);
  });

  it('gives a list that can be gone through', () => {
    const other = { 'x-pagination': 'cursor', ...answer('200', { content: { 'application/json': { schema: { $ref: '#/components/schemas/NoteList' } } } }) };
    const { client, operations } = emit('/notes', other, 'listNotes');
    expect(client).toContain("list(options?: CallOptions): ListPromise<NoteList['data'][number], NoteList, ListNotesHeaders>");
    expect(operations).toContain("  list: 'cursor',\n");
    expect(operations).toContain('return list(core, listNotesOperation, {}, options);');
  });
});

describe('an operation', () => {
  it('is what the run time has to know, and no more', () => {
    expect(emit('/notes', {}).operations).toContain(`const getNoteOperation: Operation = {
  id: "getNote",
  method: 'GET',
  path: "/notes",
  isIdempotent: true,
  sendsKey: false,
  cost: 0,
  errors: [],
  headers,
};
`);
  });

  it.each([
    ['what it costs', { 'x-rate-limit': { policy: 'standard', cost: 5 } }, 'cost: 5'],
    ['that it has a key', { 'x-idempotency': { ttl: 60 } }, 'sendsKey: true'],
    ['that it gives a file', answer('200', { content: { 'text/csv': {} } }), 'isFile: true'],
    ['what its body is', { requestBody: { content: { 'application/merge-patch+json': {} } } }, "bodyType: 'application/merge-patch+json'"],
    ['its errors', { responses: { 404: { description: 'Gone.', 'x-errors': ['note_gone'] } } }, 'errors: [NoteGoneError]'],
  ])('says %s', (_, other, want) => {
    const entry = { status: 404, title: 'It is gone', cause: 'It is.', remedy: 'None.', retryable: false };
    const document = notesWith({ '/notes': operationWith('getNote', other) }, { 'x-error-catalogue': { note_lost: entry, note_gone: entry } });
    expect(modulesOf(document).operations).toContain(`  ${want},\n`);
  });

  it('can be carried out again when it is a POST with a key', () => {
    expect([post({}), post({ 'x-idempotency': { ttl: 60 } })].map((text) => /isIdempotent: \w+/.exec(text)?.[0])).toEqual(['isIdempotent: false', 'isIdempotent: true']);
  });

  it('has a table of the headers that are declared', () => {
    const headers = { ETag: { required: true }, Age: { schema: { type: 'integer' } } };
    const { operations, types } = emit('/notes', answer('204', { headers }));
    expect(operations).toContain("const headers: HeaderTable = {\n  etag: 'string',\n  age: 'number',\n};\n");
    expect(types).toContain("export type GetNoteHeaders = Pick<ResponseHeaders, 'etag' | 'age'>;");
    expect(types).toContain('  etag: string;\n');
    expect(types).toContain('  age?: number;\n');
  });
});

describe('what is waited for', () => {
  it('is a function, and a method beside the one that shows it', () => {
    const job = { get: 'getNote', status: 'state', ends: ['done', 'failed'], progress: 'id' };
    const get = operationWith('getNote', { parameters: [inPath('note_id')] });
    const { client, operations } = modulesOf(notesWith({ '/{note_id}': get, '/run': operationWith('runNote', { 'x-job': job }), '/again': operationWith('runAgain', { 'x-job': job }) }));
    expect(client.match(/waitFor\(.+/g)).toEqual([
      "waitFor(jobOrId: Note | string, options?: WaitOptions<Note, Note['id']>): Promise<Note & { state: 'done' | 'failed' }> {",
    ]);
    expect(operations).toContain("  id: 'id',\n  status: 'state',\n  ends: ['done', 'failed'],\n  progress: 'id',\n");
    expect(operations).toContain('return waitFor(core, waitForNoteEnds, jobOrId, options);');
  });
});
