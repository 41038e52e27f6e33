import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import type { Rendered } from '../corridor/render.ts';
import { unlessUnchanged } from './if-none-match.ts';

const getNote = operationOf('getNote');
const NOTE: Rendered = { status: 200, headers: { ETag: '"a"', 'X-Request-Id': 'req_1', 'Content-Type': 'application/json' }, body: '{}' };
const ask = (header: string | undefined, answer = NOTE, operation = getNote) => unlessUnchanged(operation, answer, header, 'test');

describe('unlessUnchanged', () => {
  it.each([['"a"'], ['W/"a"'], ['"b", "a"'], ['W/"b",W/"a"'], ['*']])('answers 304 to who has %s', (header) => {
    expect(ask(header)).toEqual({ status: 304, headers: { ETag: '"a"', 'X-Request-Id': 'req_1' }, body: undefined });
  });

  it.each([[undefined], ['"b"'], [''], ['a'], ['"a", b'], ['"A"']])('answers as it would to who has %s', (header) => {
    expect(ask(header)).toBe(NOTE);
  });

  it.each([
    ['the operation declares no 304', NOTE, operationOf('listNotes')],
    ['there is no tag', { ...NOTE, headers: {} }, getNote],
    ['it is no 200', { ...NOTE, status: 201 }, getNote],
  ])('answers as it would where %s', (_, answer, operation) => {
    expect(ask('*', answer, operation)).toBe(answer);
  });

  it('holds the 304 against the contract', () => {
    const answers = new Map([[304, { ...getNote.answers.get(304), requiredHeaders: ['etag', 'x-a'] }]]) as unknown as typeof getNote.answers; // As if one more was declared.
    expect(() => ask('*', NOTE, { ...getNote, answers })).toThrow('in its 304, the header `x-a` is missing');
    expect(unlessUnchanged({ ...getNote, answers }, NOTE, '*', 'production').status).toBe(304);
  });
});
