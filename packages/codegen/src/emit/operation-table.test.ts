import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Operation } from '../document.ts';
import { emitOperationTable, operationTable, type OperationEntry } from './operation-table.ts';

/** A contract with one operation. */
function contractOf(operation: Partial<Operation>, more: Partial<OpenApiDocument> = {}): OpenApiDocument {
  return { openapi: '3.1.0', paths: { '/a/{b}': { get: { operationId: 'getA', ...operation } } }, ...more };
}

const on = (operationId: string): Operation => ({ operationId });

const PLAIN: OperationEntry = {
  method: 'get',
  path: '/a/{b}',
  pointer: '#/paths/~1a~1{b}/get',
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
const JOB = { get: 'getA', status: 'status', ends: ['done'] };
const Gone = { description: 'Gone.', 'x-errors': ['gone', 'lost'] };

describe('operationTable', () => {
  it.each([
    ['says nothing that the contract does not say', contractOf({}), {}],
    ['takes the first tag', contractOf({ tags: ['a', 'b'] }), { tag: 'a' }],
    ['takes the scopes of the operation', contractOf({ security: [{ key: ['a:read', 'a:write', 'a:read'] }] }), { scopes: ['a:read', 'a:write'] }],
    ['takes the scopes of the contract', contractOf({}, { security: [{ key: ['a:read'] }] }), { scopes: ['a:read'] }],
    ['lets an operation be public', contractOf({ security: [] }, { security: [{ key: ['a:read'] }] }), { scopes: null }],
    ['tells no scopes from no credential', contractOf({ security: [{ key: [] }] }), { scopes: [] }],
    ['lists the errors that a handler may fail with', contractOf({ 'x-errors': ['gone'] }), { errors: ['gone'] }],
    ['lists the errors of each answer', contractOf({ responses: { 204: { description: 'Done.' }, 404: Gone } }), { answers: { 204: [], 404: ['gone', 'lost'] } }],
    ['follows references to answers', contractOf({ responses: { 404: { $ref: '#/components/responses/Gone' } } }, { components: { responses: { Gone } } }), { answers: { 404: ['gone', 'lost'] } }],
    ['has the cost of a request', contractOf({ 'x-rate-limit': { policy: 'standard', cost: 5 } }), { rateLimit: { policy: 'standard', cost: 5 } }],
    ['takes a cost of 1 where there is none', contractOf({ 'x-rate-limit': { policy: 'standard' } }), { rateLimit: { policy: 'standard', cost: 1 } }],
    ['says for how many seconds a success is kept', contractOf({ 'x-idempotency': { ttl: 60 } }), { idempotency: { ttl: 60, sealed: false } }],
    ['names the events that it sends', contractOf({ 'x-events': ['a.made'] }), { events: ['a.made'] }],
    ['says how its work is waited for', contractOf({ 'x-job': JOB }), { job: JOB }],
    ['says how a list is paged', contractOf({ 'x-pagination': 'page' }), { list: { style: 'page', filters: {}, sort: null } }],
    ['says that only a credential for the account may call', contractOf({ 'x-access': 'account' }), { access: 'account' }],
    ['says how stable it is', contractOf({ 'x-stability': 'beta' }), { stability: 'beta' }],
    [
      'says when it ends',
      contractOf({ deprecated: true, 'x-sunset': '2027-06-01' }),
      { deprecation: { since: '2026-12-01', sunset: '2027-06-01', successor: null } },
    ],
    ['says that there is a body', contractOf({ requestBody: { content: {} } }), { body: true }],
  ] as [string, OpenApiDocument, Partial<OperationEntry>][])('%s', (_, document, want) => {
    expect(operationTable(document)).toEqual({ getA: { ...PLAIN, ...want } });
  });

  it('lists every method of every path in their order, and no webhook', () => {
    const document: OpenApiDocument = {
      openapi: '3.1.0',
      paths: {
        '/b': { post: on('postB'), get: on('getB'), parameters: [], description: 'Not a method.' },
        '/a~b': { delete: on('deleteA'), patch: on('patchA'), put: on('putA') },
      },
      webhooks: { done: { post: on('done') } },
    };
    const rows = Object.entries(operationTable(document)).map(([id, { method, pointer }]) => `${id} ${method} ${pointer}`);
    expect(rows).toEqual([
      'getB get #/paths/~1b/get',
      'postB post #/paths/~1b/post',
      'putA put #/paths/~1a~0b/put',
      'deleteA delete #/paths/~1a~0b/delete',
      'patchA patch #/paths/~1a~0b/patch',
    ]);
  });

  it('takes operationIds that are no identifiers', () => {
    expect(Object.keys(operationTable(contractOf({ operationId: 'repos/list-for-org' })))).toEqual(['repos/list-for-org']);
  });

  it('is empty for a contract without paths', () => {
    expect(operationTable({ openapi: '3.1.0' })).toEqual({});
  });
});

describe('emitOperationTable', () => {
  it('writes a constant of literals', () => {
    expect(emitOperationTable({ openapi: '3.1.0' })).toBe('export const operations = {} as const;\n');
    expect(emitOperationTable(contractOf({ operationId: 'repos/list-for-org' }))).toMatch(/^export const operations = \{\n {2}"repos\/list-for-org": \{\n/);
  });
});
