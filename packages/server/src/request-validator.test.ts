import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { document, operationOf } from '../test/notes-operations.ts';
import type { Parameter, Schema } from './document.ts';
import { requestValidation, type RequestValues } from './request-validator.ts';

const require = createRequire(import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { version: string; dependencies: Record<string, string> };

const values = (given: Partial<RequestValues> = {}): RequestValues => ({ path: {}, query: {}, header: {}, cookie: {}, ...given });

/** What is wrong with the body of a new note. */
function faultsOf(body: unknown) {
  return operationOf('createNote').validator('application/json')(values({ body }));
}

describe('the seam to express-openapi-validator', () => {
  // Its RequestValidator is no public interface: read its code again before the version is changed.
  it('is held by an exact version', () => {
    const pinned = read(`${import.meta.dirname}/../package.json`).dependencies['express-openapi-validator'];
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    expect(read(require.resolve('express-openapi-validator/package.json')).version).toBe(pinned);
  });

  it('has the parts that are used', () => {
    const { RequestValidator } = require('express-openapi-validator/dist/middlewares/openapi.request.validator.js') as {
      RequestValidator: new (document: object, options: object) => Record<string, { getSchema?: unknown }>;
    };
    const { ContentType } = require('express-openapi-validator/dist/middlewares/util.js') as { ContentType: { fromString: unknown } };
    const engine = new RequestValidator({ openapi: '3.1.0', paths: {}, components: {} }, { formats: {}, ajvFormats: {} });
    expect(engine['buildMiddleware']).toBeTypeOf('function');
    expect(engine['ajv']?.getSchema).toBeTypeOf('function');
    expect(engine['ajvBody']?.getSchema).toBeTypeOf('function');
    expect(ContentType.fromString).toBeTypeOf('function');
  });

  it('compiles to functions that find faults', () => {
    const validate = requestValidation(document).compile({ operationId: 'x', parameters: [] }, undefined);
    expect(validate(values())).toEqual([]);
  });
});

describe('the validator of a body', () => {
  it('finds nothing wrong with a right one, and adds what has a default', () => {
    const body = {
      title: 'Milk',
      ratio: 0.5,
      even: 4,
      colour: 'red',
      version: 2,
      mail: 'ada@example.org',
      site: 'https://example.org/a',
      due: '2026-03-06T12:00:00Z',
      tags: ['a', 'b'],
      note: null,
      done: true,
      labels: { 'a/b~': 'c' },
      free: { anything: [1] },
      body: { kind: 'list', lines: [] },
    };
    const given = { ...body };
    expect(faultsOf(given)).toEqual([]);
    expect(given).toEqual({ ...body, size: 1 });
  });

  it.each([
    ['type of the whole', 'x', '', 'type'],
    ['type: a list is no object', [], '', 'type'],
    ['type: null is no object', null, '', 'type'],
    ['required', {}, '/title', 'required'],
    ['type', { title: 1 }, '/title', 'type'],
    ['type: a number is no text, and no text a number', { title: 'a', size: '1' }, '/size', 'type'],
    ['type: 1.5 is no integer', { title: 'a', size: 1.5 }, '/size', 'type'],
    ['type: 0 is no boolean', { title: 'a', done: 0 }, '/done', 'type'],
    ['type: null where it is not allowed', { title: 'a', done: null }, '/done', 'type'],
    ['type: one of two', { title: 'a', note: 1 }, '/note', 'type'],
    ['minLength', { title: '' }, '/title', 'minLength'],
    ['maxLength', { title: '12345678901' }, '/title', 'maxLength'],
    ['maxLength counts characters', { title: '😀'.repeat(11) }, '/title', 'maxLength'],
    ['pattern', { title: 'a', slug: 'A' }, '/slug', 'pattern'],
    ['minimum', { title: 'a', size: 0 }, '/size', 'minimum'],
    ['maximum', { title: 'a', size: 11 }, '/size', 'maximum'],
    ['exclusiveMinimum', { title: 'a', ratio: 0 }, '/ratio', 'exclusiveMinimum'],
    ['exclusiveMaximum', { title: 'a', ratio: 1 }, '/ratio', 'exclusiveMaximum'],
    ['multipleOf', { title: 'a', even: 3 }, '/even', 'multipleOf'],
    ['enum', { title: 'a', colour: 'blue' }, '/colour', 'enum'],
    ['const', { title: 'a', version: 3 }, '/version', 'const'],
    ['format email', { title: 'a', mail: 'ada' }, '/mail', 'format'],
    ['format uri', { title: 'a', site: 'example' }, '/site', 'format'],
    ['format date-time', { title: 'a', due: '2026-02-30T12:00:00Z' }, '/due', 'format'],
    ['minItems', { title: 'a', tags: [] }, '/tags', 'minItems'],
    ['maxItems', { title: 'a', tags: ['1', '2', '3'] }, '/tags', 'maxItems'],
    ['uniqueItems', { title: 'a', tags: ['1', '1'] }, '/tags', 'uniqueItems'],
    ['items', { title: 'a', tags: ['1', 2] }, '/tags/1', 'type'],
    ['additionalProperties', { title: 'a', id: 'note_1' }, '/id', 'additionalProperties'],
    ['an additional property that a pointer must escape', { title: 'a', 'a/b~c': 1 }, '/a~1b~0c', 'additionalProperties'],
    ['an additional property that objects inherit', { title: 'a', constructor: 1 }, '/constructor', 'additionalProperties'],
    ['the schema of additionalProperties', { title: 'a', labels: { 'a/b~c': 1 } }, '/labels/a~1b~0c', 'type'],
    ['propertyNames', { title: 'a', labels: { A: 'x' } }, '/labels/A', 'pattern'],
    ['maxProperties', { title: 'a', labels: { a: '', b: '', c: '' } }, '/labels', 'maxProperties'],
    ['the tag of a choice is missing', { title: 'a', body: {} }, '/body/kind', 'required'],
    ['a choice is no object', { title: 'a', body: ['text'] }, '/body', 'type'],
    ['the tag of a choice is unknown', { title: 'a', body: { kind: 'x' } }, '/body/kind', 'discriminator'],
    ['required in a branch', { title: 'a', body: { kind: 'text' } }, '/body/text', 'required'],
    ['type in a branch', { title: 'a', body: { kind: 'list', lines: [1] } }, '/body/lines/0', 'type'],
    ['a property of the other branch', { title: 'a', body: { kind: 'text', text: '', lines: [] } }, '/body/lines', 'additionalProperties'],
  ])('finds one fault for %s', (_, body, pointer, code) => {
    expect(faultsOf(body)).toEqual([{ in: 'body', pointer, code, message: expect.any(String) }]);
  });

  it('finds every fault', () => {
    const faults = faultsOf({ title: '', size: 99, other: 1, tags: [1, 2] });
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
      '/other additionalProperties',
      '/size maximum',
      '/tags/0 type',
      '/tags/1 type',
      '/title minLength',
    ]);
  });

  it('finds all that is wrong with one value', () => {
    expect(faultsOf({ title: ' '.repeat(20) }).map(({ code }) => code)).toEqual(['maxLength', 'pattern']);
  });

  it('never changes a value that is there', () => {
    const body = { title: ' Milk ', note: null, size: 3, tags: ['1'], free: { a: '1' } };
    faultsOf(body);
    expect(body).toEqual({ title: ' Milk ', note: null, size: 3, tags: ['1'], free: { a: '1' } });
  });
});

describe('the validator of parameters', () => {
  const { validator } = operationOf('listNotes');

  it('adds what has a default', () => {
    const given = values();
    expect(validator(undefined)(given)).toEqual([]);
    expect(given.query).toEqual({ page: 1, per_page: 20, sort: 'title', order: 'asc' });
  });

  it.each([
    [{ query: { page: 0 } }, 'query', '/page', 'minimum'],
    [{ query: { page: 101 } }, 'query', '/page', 'maximum'],
    [{ query: { tags: ['a', ''] } }, 'query', '/tags/1', 'minLength'],
    [{ query: { tags: ['a', 'b', 'c', 'd'] } }, 'query', '/tags', 'maxItems'],
    [{ query: { filter: { other: '1' } } }, 'query', '/filter/other', 'additionalProperties'],
    [{ query: { near: {} } }, 'query', '/near/lat', 'required'],
    [{ query: { near: { lat: 'x' } } }, 'query', '/near/lat', 'type'],
    [{ header: { 'X-Trace': 'xyz' } }, 'header', '/X-Trace', 'pattern'],
  ])('finds one fault in %j', (given, place, pointer, code) => {
    expect(validator(undefined)(values(given))).toEqual([{ in: place, pointer, code, message: expect.any(String) }]);
  });

  it('finds every fault', () => {
    const faults = validator(undefined)(values({ query: { page: 0, tags: [''] }, header: { 'X-Trace': 'xyz' } }));
    expect(faults.map((fault) => fault.in + fault.pointer).toSorted()).toEqual(['header/X-Trace', 'query/page', 'query/tags/0']);
  });

  it('knows headers by the names that the contract gives them', () => {
    const parameters: Parameter[] = [
      { name: 'X-Needed', in: 'header', required: true, schema: { type: 'string' } },
      { name: 'X-Size', in: 'header', schema: { type: 'integer', default: 5 } },
    ];
    const validate = requestValidation(document).compile({ operationId: 'headers', parameters }, undefined);
    const given = values();
    expect(validate(given)).toEqual([{ in: 'header', pointer: '/X-Needed', code: 'required', message: 'is required' }]);
    expect(given.header).toEqual({ 'X-Size': 5 });
    expect(validate(values({ header: { 'X-Needed': 'a' } }))).toEqual([]);
  });

  it.each([
    ['path', 'id'],
    ['cookie', 'session'],
  ] as const)('asks for what is required in %s', (place, name) => {
    const parameters: Parameter[] = [{ name, in: place, required: true, schema: { type: 'string', minLength: 2 } }];
    const validate = requestValidation(document).compile({ operationId: `in ${place}`, parameters }, undefined);
    expect(validate(values())).toMatchObject([{ in: place, pointer: `/${name}`, code: 'required' }]);
    expect(validate(values({ [place]: { [name]: 'a' } }))).toMatchObject([{ in: place, pointer: `/${name}`, code: 'minLength' }]);
  });
});

describe('a choice that is the whole body', () => {
  const withText: Schema = { $ref: '#/components/schemas/Body' };
  const requestBody = { content: { 'application/json': { schema: withText } } };
  const validate = requestValidation(document).compile({ operationId: 'choice', parameters: [], requestBody }, 'application/json');

  it.each([
    [{ kind: 'text', text: 'a' }, []],
    [{ kind: 'list', lines: ['a'] }, []],
    [{ kind: 'list' }, ['/lines required']],
    [{ kind: 'text', lines: [] }, ['/lines additionalProperties', '/text required']],
    [{ kind: 'other' }, ['/kind discriminator']],
    [{}, ['/kind required']],
    [[], [' type']],
    [[{ kind: 'text', text: 'a' }], [' type']],
    [null, [' type']],
    ['text', [' type']],
  ])('is judged by the branch that its tag names: %j', (body, want) => {
    const faults = validate(values({ body }));
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual(want);
    expect(faults.every((fault) => fault.in === 'body')).toBe(true);
  });
});

describe('the validators of an operation', () => {
  it('are compiled once for each media type of the contract', () => {
    const { validator } = operationOf('createNote');
    expect(validator('application/json')).toBe(validator('application/json'));
  });
});
