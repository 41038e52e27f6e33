import { describe, expect, it } from 'vitest';
import type { CompiledOperation } from '../compile-operation.ts';
import { matcher } from './match.ts';

const ROUTES = [
  ['get', '/notes'],
  ['post', '/notes'],
  ['get', '/notes/{note_id}'],
  ['delete', '/notes/{note_id}'],
  ['get', '/notes/mine'],
  ['get', '/notes/{note_id}/files/{file-name}'],
  ['get', '/notes/{a}.{b}'],
  ['post', '/jobs/{id}:cancel'],
] as const;

/** The routes below a base path. */
const below = (basePath: string) => ROUTES.map(([method, path]) => ({ contract: { basePath }, id: `${method} ${path}`, entry: { method, path } }) as CompiledOperation); // The matcher reads nothing else.
const { match, methodsOf } = matcher(below('/v1'));

describe('match', () => {
  it.each([
    ['GET', '/v1/notes', 'get /notes', {}],
    ['POST', '/v1/notes', 'post /notes', {}],
    ['HEAD', '/v1/notes', 'get /notes', {}],
    ['GET', '/v1/notes/note_1', 'get /notes/{note_id}', { note_id: 'note_1' }],
    ['GET', '/v1/notes/mine', 'get /notes/mine', {}],
    ['DELETE', '/v1/notes/mine', 'delete /notes/{note_id}', { note_id: 'mine' }],
    ['GET', '/v1/notes/mine2', 'get /notes/{note_id}', { note_id: 'mine2' }],
    ['GET', '/v1/notes/a%2Fb', 'get /notes/{note_id}', { note_id: 'a/b' }],
    ['GET', '/v1/notes/a%252Fb', 'get /notes/{note_id}', { note_id: 'a%2Fb' }],
    ['GET', '/v1/notes/%C3%A9+%3F', 'get /notes/{note_id}', { note_id: 'é+?' }],
    ['GET', '/v1/notes/..', 'get /notes/{note_id}', { note_id: '..' }],
    ['GET', '/v1/notes/:note_id', 'get /notes/{note_id}', { note_id: ':note_id' }],
    ['GET', '/v1/notes/{note_id}', 'get /notes/{note_id}', { note_id: '{note_id}' }],
    ['GET', '/v1/notes/%00', 'get /notes/{note_id}', { note_id: '\0' }],
    ['GET', '/v1/notes/n1/files/a%2Fb', 'get /notes/{note_id}/files/{file-name}', { note_id: 'n1', 'file-name': 'a/b' }],
    ['GET', '/v1/%6Eotes', 'get /notes', {}],
    ['POST', '/v1/jobs/7:cancel', 'post /jobs/{id}:cancel', { id: '7' }],
  ])('finds %s %s', (method, path, id, params) => {
    const found = match(method, path);
    expect(found.operation.id).toBe(id);
    expect(found.params).toEqual(params);
  });

  it('finds an id of 5,000 characters', () => {
    const id = 'n'.repeat(5000);
    expect(match('GET', `/v1/notes/${id}`)).toMatchObject({ operation: { id: 'get /notes/{note_id}' }, params: { note_id: id } });
  });

  it.each([
    ['/'],
    [''],
    ['/v1'],
    ['/v1/'],
    ['/notes'],
    ['/v2/notes'],
    ['/v1/note'],
    ['/v1/notesx'],
    ['/V1/notes'],
    ['/v1/Notes'],
    ['/v1//notes'],
    ['//v1/notes'],
    ['/v1/notes/note_1/'],
    ['/v1/notes/note_1/files'],
    ['/v1/notes/../notes'],
    ['/v1/notes%2Fnote_1'],
    ['*'],
    ['/v1/*'],
    ['/v1/__proto__'],
  ])('finds nothing at %j', (path) => {
    expect(() => match('GET', path)).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(methodsOf(path)).toEqual([]);
  });

  it('finds nothing behind a trailing slash', () => {
    expect(() => match('GET', '/v1/notes/')).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it.each([['/v1/notes/%'], ['/v1/notes/%E4%'], ['/v1/notes/%zz'], ['/v1/notes/%C0%80'], ['/%']])('refuses the broken encoding of %s', (path) => {
    expect(() => match('GET', path)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
  });

  it.each([
    ['PUT', '/v1/notes', 'GET, HEAD, OPTIONS, POST'],
    ['PATCH', '/v1/notes/note_1', 'DELETE, GET, HEAD, OPTIONS'],
    ['DELETE', '/v1/notes', 'GET, HEAD, OPTIONS, POST'],
    ['HEAD', '/v1/jobs/7:cancel', 'OPTIONS, POST'],
    ['TRACE', '/v1/notes', 'GET, HEAD, OPTIONS, POST'],
    ['PROPFIND', '/v1/notes', 'GET, HEAD, OPTIONS, POST'],
    ['get', '/v1/notes', 'GET, HEAD, OPTIONS, POST'],
  ])('tells who sends %s %s what there is', (method, path, allow) => {
    expect(() => match(method, path)).toThrow(expect.objectContaining({ code: 'method_not_allowed', headers: { Allow: allow } }));
  });

  it('serves at the root where there is no base path', () => {
    expect(matcher(below('')).match('GET', '/notes').operation.id).toBe('get /notes');
  });

  it('finds each operation below its own base path', () => {
    const both = matcher([...below('/v1'), ...below('/v2').filter(({ entry }) => entry.path !== '/notes/mine')]);
    expect(both.match('GET', '/v2/notes').operation.contract.basePath).toBe('/v2');
    expect(both.match('GET', '/v1/notes/mine').operation.id).toBe('get /notes/mine');
    expect(both.match('GET', '/v2/notes/mine').operation.id).toBe('get /notes/{note_id}');
    expect(() => both.match('GET', '/v3/notes')).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});
