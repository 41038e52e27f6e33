import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import type { Parameter } from '../document.ts';
import { document } from '../../test/notes-operations.ts';
import { parameterReader } from './parameter-reader.ts';
import { readParameters } from './read-parameters.ts';

const { readers } = operationOf('listNotes');

/** Reads a query of `listNotes`. */
function readQuery(rawQuery: string, headers: Record<string, string> = {}) {
  return readParameters(readers, { path: {}, rawQuery, headers });
}

/** Reads one parameter that the notes do not have. */
function readOne(parameter: Parameter, texts: Partial<Parameters<typeof readParameters>[1]>) {
  return readParameters([parameterReader(document, parameter)], { path: {}, rawQuery: '', headers: {}, ...texts });
}

describe('an unknown name', () => {
  it('is told what there is', () => {
    const [fault] = readQuery('other=1').faults;
    expect(fault?.message).toBe('is no parameter of this operation, which takes page, per_page, sort, order, pinned, due_from, weight, tags, ids, words, filter, near');
  });

  it('is told that there is none', () => {
    const { faults } = readParameters(operationOf('getNote').readers, { path: {}, rawQuery: 'page=1', headers: {} });
    expect(faults.map(({ message }) => message)).toEqual(['is no parameter of this operation, which takes none']);
  });

  it('is told the properties of an object that stands in the query itself', () => {
    const range: Parameter = { name: 'range', in: 'query', schema: { type: 'object', properties: { from: {}, to: {} } } };
    expect(readOne(range, { rawQuery: 'range=1' }).faults[0]?.message).toBe('is no parameter of this operation, which takes from, to');
  });
});

describe('readParameters of a query', () => {
  it.each([
    ['nothing', '', {}],
    ['an integer', 'page=5', { page: 5 }],
    ['an encoded name and value', 'p%61ge=%35', { page: 5 }],
    ['a boolean', 'pinned=false', { pinned: false }],
    ['a number', 'weight=1e-1', { weight: 0.1 }],
    ['form, exploded: one', 'tags=a', { tags: ['a'] }],
    ['form, exploded: many, in their order', 'tags=b&page=1&tags=a&tags=b', { tags: ['b', 'a', 'b'], page: 1 }],
    ['form, exploded: a comma is data', 'tags=a,b', { tags: ['a,b'] }],
    ['form, exploded: an empty item', 'tags=', { tags: [''] }],
    ['form, not exploded', 'ids=1,-2,3', { ids: [1, -2, 3] }],
    ['form, not exploded: none', 'ids=', { ids: [] }],
    ['pipes', 'words=a|b', { words: ['a', 'b'] }],
    ['encoded pipes', 'words=a%7Cb%7cc', { words: ['a', 'b', 'c'] }],
    ['pipes: a comma and a space are data', 'words=a,b|c+d', { words: ['a,b', 'c d'] }],
    ['a deep object', 'filter[title]=x&filter[size]=5', { filter: { title: 'x', size: 5 } }],
    ['an encoded deep object', 'filter%5Bsize%5D=5', { filter: { size: 5 } }],
    ['a deep object with an unknown property, for the schema to refuse', 'filter[other]=1', { filter: { other: '1' } }],
    ['JSON', 'near=%7B%22lat%22%3A1.5%7D', { near: { lat: 1.5 } }],
  ])('reads %s', (_, query, want) => {
    const { values, faults } = readQuery(query);
    expect(faults).toEqual([]);
    expect(values).toEqual({ path: {}, query: want, header: {}, cookie: {} });
  });

  it.each([
    ['a scalar twice', 'page=1&page=2', [['/page', 'repeated']]],
    ['a scalar twice with the same value', 'page=1&page=1', [['/page', 'repeated']]],
    ['a list that is not exploded twice', 'ids=1&ids=2', [['/ids', 'repeated']]],
    ['JSON twice', 'near={}&near={}', [['/near', 'repeated']]],
    ['a property of a deep object twice', 'filter[title]=a&filter[title]=b', [['/filter/title', 'repeated']]],
    ['a property of the wrong type', 'filter[size]=x', [['/filter/size', 'type']]],
    ['an item of the wrong type', 'ids=1,0x10', [['/ids/1', 'type']]],
    ['an encoded comma, which is data', 'ids=1%2C2', [['/ids/0', 'type']]],
    ['JSON that is none', 'near=hello', [['/near', 'malformed_json']]],
    ['JSON with a repeated key', 'near={"lat":1,"lat":2}', [['/near', 'malformed_json']]],
    ['JSON with a number that is none', 'near={"lat":1e999}', [['/near', 'malformed_json']]],
    ['an unknown name', 'other=1', [['/other', 'unknown_parameter']]],
    ['an unknown name, told once', 'other=1&other=2', [['/other', 'unknown_parameter']]],
    ['a name in another case', 'Page=1', [['/Page', 'unknown_parameter']]],
    ['a name with brackets', 'page[]=1', [['/page[]', 'unknown_parameter']]],
    ['a deep object without brackets', 'filter=1', [['/filter', 'unknown_parameter']]],
    ['a name that a pointer must escape', 'a/b~c=1', [['/a~1b~0c', 'unknown_parameter']]],
    ['__proto__', '__proto__=1', [['/__proto__', 'unknown_parameter']]],
    ['an empty name', '=1', [['/', 'unknown_parameter']]],
    ['a broken value', 'page=%E4', [['/page', 'encoding']]],
    ['a broken name', '%E4=1', [['/%E4', 'encoding']]],
    ['U+0000', 'tags=a%00', [['/tags/0', 'nul']]],
    ['each of several', 'page=x&pinned=1&other=1&ids=1,b', [['/page', 'type'], ['/pinned', 'type'], ['/ids/1', 'type'], ['/other', 'unknown_parameter']]],
  ])('refuses %s', (_, query, want) => {
    const { faults } = readQuery(query);
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual(want);
    expect(faults.every((fault) => fault.in === 'query')).toBe(true);
  });

  it.each([['0x10'], ['1e2'], ['%205'], ['+5'], ['%2B5'], ['05'], [''], ['5.0'], ['9007199254740993']])('refuses page=%s', (text) => {
    expect(readQuery(`page=${text}`).faults).toEqual([{ in: 'query', pointer: '/page', code: 'type', message: 'must be integer' }]);
  });

  it('reads an exploded object from the names of its properties', () => {
    const parameter: Parameter = { name: 'size', in: 'query', schema: { type: 'object', properties: { w: { type: 'integer' }, h: { type: 'integer' } } } };
    expect(readOne(parameter, { rawQuery: 'w=1&h=2' }).values.query).toEqual({ size: { w: 1, h: 2 } });
    expect(readOne(parameter, { rawQuery: 'w=1&toString=2' }).faults).toMatchObject([{ pointer: '/toString', code: 'unknown_parameter' }]);
  });

  it('reads an object that is not exploded, and spaces between items', () => {
    const size: Parameter = { name: 'size', in: 'query', explode: false, schema: { type: 'object', properties: { w: { type: 'integer' } } } };
    expect(readOne(size, { rawQuery: 'size=w,1,h,2' }).values.query).toEqual({ size: { w: 1, h: '2' } });
    const words: Parameter = { name: 'words', in: 'query', style: 'spaceDelimited', explode: false, schema: { type: 'array' } };
    expect(readOne(words, { rawQuery: 'words=a%20b+c' }).values.query).toEqual({ words: ['a', 'b', 'c'] });
  });
});

describe('readParameters of a header', () => {
  it('calls it as the contract does', () => {
    expect(readQuery('', { 'x-trace': 'abc' }).values.header).toEqual({ 'X-Trace': 'abc' });
  });

  it.each([
    ['a, b,c', ['a', 'b', 'c']],
    ['', []],
  ])('reads the list %j', (text, want) => {
    const parameter: Parameter = { name: 'X-List', in: 'header', schema: { type: 'array', items: { type: 'string' } } };
    expect(readOne(parameter, { headers: { 'x-list': text } }).values.header).toEqual({ 'X-List': want });
  });

  it.each([
    [false, 'w,1,h,2'],
    [true, 'w=1, h=2'],
  ])('reads an object with explode=%s', (explode, text) => {
    const properties = { w: { type: 'integer' }, h: { type: 'integer' } };
    const parameter: Parameter = { name: 'X-Size', in: 'header', explode, schema: { type: 'object', properties } };
    expect(readOne(parameter, { headers: { 'x-size': text } }).values.header).toEqual({ 'X-Size': { w: 1, h: 2 } });
  });

  it('is refused when it is not written like its type', () => {
    const parameter: Parameter = { name: 'X-Size', in: 'header', schema: { type: 'integer' } };
    expect(readOne(parameter, { headers: { 'x-size': '5, 6' } }).faults).toMatchObject([{ in: 'header', pointer: '/X-Size', code: 'type' }]);
  });
});

describe('readParameters of a path and of cookies', () => {
  const id: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const session: Parameter = { name: 'session', in: 'cookie', schema: { type: 'string' } };

  it('reads a path parameter', () => {
    expect(readOne(id, { path: { id: '5' } }).values.path).toEqual({ id: 5 });
    expect(readOne(id, { path: { id: '5a' } }).faults).toMatchObject([{ in: 'path', pointer: '/id', code: 'type' }]);
    expect(readOne({ ...id, schema: {} }, { path: { id: 'a\0' } }).faults).toMatchObject([{ in: 'path', pointer: '/id', code: 'nul' }]);
  });

  it('reads a list in a path without touching the spaces in it', () => {
    expect(readOne({ ...id, schema: { type: 'array' } }, { path: { id: 'a, b' } }).values.path).toEqual({ id: ['a', ' b'] });
  });

  it.each([
    ['session=abc', 'abc'],
    ['a=1; session=abc; b=2', 'abc'],
    ['a=1;session=abc', 'abc'],
    ['session=a=b', 'a=b'],
    ['session=', ''],
    ['other=1', undefined],
    ['', undefined],
  ])('reads the cookie of %j', (cookie, want) => {
    expect(readOne(session, { headers: { cookie } }).values.cookie).toEqual(want === undefined ? {} : { session: want });
  });

  it('does not take a cookie for a property of an object', () => {
    expect(readOne({ ...session, name: 'constructor' }, { headers: { cookie: 'a=1' } }).values.cookie).toEqual({});
  });
});
