import { describe, expect, it } from 'vitest';
import { document, operationOf } from '../test/notes-operations.ts';
import type { CompiledAnswer, CompiledOperation } from './compile-operation.ts';
import { STUB_HEADER, stubAct } from './stub-act.ts';

/** An operation with these answers and nothing else. */
function answering(...answers: [number, Partial<CompiledAnswer>][]): CompiledOperation {
  return { ...operationOf('getNote'), answers: new Map(answers.map(([status, answer]) => [status, { requiredHeaders: [], check: () => [], ...answer } as CompiledAnswer])) };
}

describe('stubAct', () => {
  it('answers with the contract’s example, and says that it is one', () => {
    expect(stubAct(document, operationOf('listNotes'))({})).toEqual({
      status: 200,
      body: { data: [{ id: 'note_1', title: 'Milk', body: { kind: 'text', text: 'Two litres' } }] },
      headers: { [STUB_HEADER]: 'true' },
    });
  });

  it('answers with the headers that are needed', () => {
    expect(stubAct(document, operationOf('createNote'))({})).toMatchObject({ status: 201, headers: { [STUB_HEADER]: 'true', Location: 'about:blank' } });
  });

  it('answers without a body where there is none', () => {
    expect(stubAct(document, operationOf('deleteNote'))({})).toEqual({ status: 204, body: undefined, headers: { [STUB_HEADER]: 'true' } });
  });

  it('takes the first success', () => {
    const content = { example: {} };
    expect(stubAct(document, answering([404, { content }], [202, { content }], [200, { content }]))({})).toMatchObject({ status: 202 });
  });

  it.each([
    ['there is no success', answering([404, {}]), 'it declares no success'],
    ['its example breaks the schema', answering([200, { content: { example: 1 }, check: () => [{ pointer: '/a', code: 'type', message: 'is wrong' }] }]), 'in the example of its 200, `/a` is wrong'],
    ['its success has no example', answering([200, { content: { schema: { type: 'string' } } }]), 'its 200 has no example'],
  ])('refuses at start when %s', (_, operation, message) => {
    expect(() => stubAct(document, operation)).toThrow(message);
  });
});
