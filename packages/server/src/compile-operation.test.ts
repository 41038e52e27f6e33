import { describe, expect, it } from 'vitest';
import { contract } from '../test/notes/index.gen.ts';
import { document, operationOf } from '../test/notes-operations.ts';
import { compileOperation } from './compile-operation.ts';
import type { OperationEntry } from './contract.ts';
import type { Document, Parameter } from './document.ts';
import { requestValidation } from './request-validator.ts';
import { responseValidation } from './response-validator.ts';

describe('compileOperation', () => {
  it('knows of a body whether it is needed, and in which types', () => {
    expect(operationOf('createNote').body).toEqual({ required: true, mediaTypes: ['application/json'] });
    expect(operationOf('getNote').body).toBeUndefined();
  });

  it('knows of every answer what it holds', () => {
    const { answers, produced } = operationOf('createNote');
    expect([...answers.keys()]).toEqual([201, 400, 401, 403, 406, 409, 413, 415, 422, 429, 500, 503]);
    expect(answers.get(201)).toMatchObject({ requiredHeaders: ['location'], mediaType: 'application/json' });
    expect(produced).toEqual(['application/json']);
  });

  it('knows of a file which types it can have, and that its errors are of another', () => {
    const { answers, produced } = operationOf('exportNotes');
    expect(answers.get(200)).toMatchObject({ fileTypes: ['application/x-ndjson', 'text/csv'], mediaType: undefined, project: undefined });
    expect(answers.get(406)).toMatchObject({ fileTypes: [], mediaType: 'application/json' });
    expect(produced).toEqual(['application/x-ndjson', 'text/csv']);
  });

  it.each([
    ['JSON as well', '200', { 'application/json': {}, 'text/csv': {} }, 'its 200 is JSON or a file'],
    ['JSON with a suffix as well', '200', { 'text/csv': {}, 'application/problem+json': {} }, 'its 200 is JSON or a file'],
    ['anything but a 200', '201', { 'text/csv': {} }, 'its 201 is a file, which only a 200 can be'],
    ['an error', '404', { 'text/plain': {} }, 'its 404 is a file, which only a 200 can be'],
  ])('refuses a file that is %s', (_, status, content, message) => {
    const small: Document = { openapi: '3.1.0', paths: { '/a': { get: { responses: { [status]: { content } } } } } };
    const entry: OperationEntry = { ...operationOf('exportNotes').entry, path: '/a', pointer: '#/paths/~1a/get' };
    expect(() => compileOperation({ ...contract, document: small }, 'getA', entry, requestValidation(small), responseValidation(small))).toThrow(message);
  });

  it('lets an answer without a body hold nothing', () => {
    const gone = operationOf('deleteNote').answers.get(204);
    expect(gone).toMatchObject({ project: undefined, mediaType: undefined, requiredHeaders: [] });
    expect(gone?.check({ anything: 1 })).toEqual([]);
  });

  it('reads the parameters of the path too, and the operation’s own in their place', () => {
    const shared: Parameter = { name: 'id', in: 'path', schema: { type: 'string' } };
    const own: Parameter = { name: 'id', in: 'path', schema: { type: 'integer' } };
    const other: Parameter = { name: 'id', in: 'query', schema: {} };
    const small: Document = { openapi: '3.1.0', paths: { '/a/{id}': { parameters: [shared], get: { parameters: [own, other] } } } };
    const entry: OperationEntry = {
      method: 'get',
      path: '/a/{id}',
      pointer: '#/paths/~1a~1{id}/get',
      tag: null,
      scopes: null,
      errors: [],
      answers: {},
      rateLimit: null,
      idempotency: null,
      events: [],
      job: null,
      body: false,
      defaults: { query: [], body: [] },
      list: null,
      access: 'any',
      stability: 'stable',
      deprecation: null,
    };
    const { readers, produced } = compileOperation({ ...contract, document: small }, 'getA', entry, requestValidation(small), responseValidation(small));
    expect(readers.map(({ parameter }) => parameter)).toEqual([own, other]);
    expect(produced).toEqual(['application/json']);
  });

  it('compiles no validator before one is needed', () => {
    let compiled = 0;
    const requests = { compile: () => (compiled++, () => []) };
    const operation = compileOperation(contract, 'getNote', operationOf('getNote').entry, requests, responseValidation(document));
    expect(compiled).toBe(0);
    operation.validator(undefined);
    operation.validator(undefined);
    expect(compiled).toBe(1);
  });
});
