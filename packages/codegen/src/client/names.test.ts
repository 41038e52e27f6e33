import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { emitAll } from './generate-client.ts';
import { notesWith, operationWith } from '../../test/client/notes-document.ts';

const get = operationWith('getNote');
const job = (ends: string[]) => ({ 'x-job': { get: 'getNote', status: 'state', ends } });
const noteId = { parameters: [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string' } }] };
const answering = (schema: object) => ({ 200: { description: 'It.', content: { 'application/json': { schema } } } });
const refused = (code: string, title = 'It failed') => ({ status: 404, title, cause: 'It did.', remedy: 'Do not.', retryable: false, code });

describe('a client cannot be made', () => {
  it.each<[string, OpenApiDocument, ...string[]]>([
    ['of two methods of one name', notesWith({ '/a': get, '/b': operationWith('getNotes') }), '`getNote` (#/paths/~1a/get)', '`getNotes` (#/paths/~1b/get)', '`get` in the namespace `notes`'],
    ['of two functions of one name', notesWith({ '/a': get, '/b': operationWith('get_note', { tags: ['others'] }) }), '`getNote` (#/paths/~1a/get)', '`get_note` (#/paths/~1b/get)', '`getNote` in the operations'],
    ['of an operation that would be a word of the language', notesWith({ '/a': operationWith('delete') }), '`delete` (#/paths/~1a/get)', 'Rename it'],
    ['of an operation without a tag', notesWith({ '/a': operationWith('getNote', { tags: [] }) }), '`getNote` (#/paths/~1a/get)', 'Name the tag'],
    ['of a tag that every client has', notesWith({ '/a': operationWith('getNote', { tags: ['http'] }) }), 'the tag `http`', '`http` in the client'],
    ['of a schema that is called like the client', notesWith({ '/a': get }, { components: { schemas: { Note: {}, Client: {} } } }), 'schema `Client` (#/components/schemas/Client)'],
    ['of a schema that is called like an error', notesWith({ '/a': get }, { components: { schemas: { Note: {}, GoneError: {} } }, 'x-error-catalogue': { gone: refused('gone') } }), 'error `gone`', 'schema `GoneError`'],
    ['of two schemas of one name', notesWith({ '/a': get }, { components: { schemas: { Note: {}, note: {} } } }), 'schema `Note`', 'schema `note`'],
    ['of a header that is required', notesWith({ '/a': operationWith('getNote', { parameters: [{ name: 'X-Tenant', in: 'header', required: true }] }) }), '`X-Tenant`', '`getNote` (#/paths/~1a/get)'],
    ['of a cookie that is required', notesWith({ '/a': operationWith('getNote', { parameters: [{ name: 'sid', in: 'cookie', required: true }] }) }), 'cookie `sid`', '`getNote`'],
    ['of a query that is written otherwise', notesWith({ '/a': operationWith('getNote', { parameters: [{ name: 'ids', in: 'query', explode: false }] }) }), '`ids`', '`getNote`', '`explode`'],
    ['of a body that is no JSON', notesWith({ '/a': operationWith('getNote', { requestBody: { content: { 'text/csv': {} } } }) }), 'body of the operation `getNote`', 'no JSON'],
    ['of an answer that is a file or not', notesWith({ '/a': operationWith('getNote', { responses: { ...get.responses, 201: { description: 'A file.', content: { 'text/csv': {} } } } }) }), '`getNote`', 'files'],
    ['of a list without items', notesWith({ '/a': operationWith('listNotes', { 'x-pagination': 'page' }) }), '`listNotes` (#/paths/~1a/get)', '`data`'],
    ['of one job that ends in two ways', notesWith({ '/{note_id}': operationWith('getNote', noteId), '/b': operationWith('runNote', job(['a'])), '/c': operationWith('runAgain', job(['b'])) }), '`runNote` (#/paths/~1b/get)', '`runAgain` (#/paths/~1c/get)', '`x-job`'],
    ['of a job without an id', notesWith({ '/{note_id}': operationWith('getNote', { ...noteId, responses: answering({ type: 'object' }) }), '/b': operationWith('runNote', job(['a'])) }), '`getNote` (#/paths/~1{note_id}/get)', 'the id'],
    ['of an event without an example', notesWith({ '/a': get }, { webhooks: { 'note.created': { post: { operationId: 'noteCreated', requestBody: { content: {} } } } } }), '`note.created` (`noteCreated`, #/webhooks/note.created)', 'example'],
  ])('%s', (_, document, ...named) => {
    for (const text of named) expect(() => emitAll(document, 'types')).toThrow(text);
    expect(() => emitAll(document, 'types')).toThrow(expect.objectContaining({ name: 'ClientError' }));
  });
});
