import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import type { Exchange } from '../corridor/exchange.ts';
import { repeatableText } from './repeat-request.ts';

/** What a request says; what is given takes the place of what a usual one has. */
function textOf({ key = 'a', path = '/v1/notes', rawQuery = '', body = { title: 'Milk' } as unknown, id = 'createNote' as Parameters<typeof operationOf>[0] } = {}): string | undefined {
  const headers = key === '' ? {} : { 'idempotency-key': key };
  return repeatableText({ request: { headers }, path, rawQuery } as Exchange, operationOf(id), body); // It looks at nothing else.
}

describe('repeatableText', () => {
  it('is the same for the same request, whatever its key', () => {
    expect(textOf()).toBe(textOf({ key: 'b', body: { title: 'Milk' } }));
  });

  it.each([
    ['path', { path: '/v2/notes' }],
    ['query', { rawQuery: 'a=1' }],
    ['body', { body: { title: 'Oats' } }],
    ['absence of a body', { body: null }],
    ['way to tell its parts apart', { path: '/v1/not', rawQuery: 'es' }],
  ])('is another with another %s', (_, change) => {
    expect(textOf(change)).not.toBe(textOf());
  });

  it('is nothing without a key, and where no answer is kept', () => {
    expect([textOf({ key: '' }), textOf({ id: 'updateNote' })]).toEqual([undefined, undefined]);
  });
});
