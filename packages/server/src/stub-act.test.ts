import { describe, expect, it } from 'vitest';
import { operationOf } from '../test/notes-operations.ts';
import type { CompiledAnswer, CompiledOperation } from './compile-operation.ts';
import type { FileAnswer } from './file/file-answer.ts';
import { STUB_HEADER, stubAct } from './stub-act.ts';

/** An operation with these answers and nothing else. */
function answering(...answers: [number, Partial<CompiledAnswer>][]): CompiledOperation {
  return { ...operationOf('getNote'), answers: new Map(answers.map(([status, answer]) => [status, { requiredHeaders: [], fileTypes: [], check: () => [], ...answer } as CompiledAnswer])) };
}

describe('stubAct', () => {
  it('answers with the contract’s example, and says that it is one', () => {
    expect(stubAct(operationOf('listNotes'))()).toEqual({
      status: 200,
      body: {
        data: [{ id: 'note_1', title: 'Milk', body: { kind: 'text', text: 'Two litres' } }],
        meta: { page: 1, per_page: 20, total_items: 1, total_pages: 1, has_next: false, has_previous: false },
      },
      headers: { [STUB_HEADER]: 'true' },
    });
  });

  it('answers with the headers that are needed', () => {
    expect(stubAct(operationOf('createNote'))()).toMatchObject({ status: 201, headers: { [STUB_HEADER]: 'true', Location: 'about:blank' } });
  });

  it('answers without a body where there is none', () => {
    expect(stubAct(operationOf('deleteNote'))()).toEqual({ status: 204, body: undefined, headers: { [STUB_HEADER]: 'true' } });
  });

  it('answers with the example of a file', async () => {
    const { file } = stubAct(operationOf('exportNotes'))() as { file: FileAnswer }; // What a stub is depends on the contract.
    expect(file).toMatchObject({ type: 'application/x-ndjson', name: 'exportNotes' });
    expect(await file.chunks[Symbol.asyncIterator]().next()).toEqual({ done: false, value: '{"id":"note_1"}\n' });
  });

  it('takes the first success', () => {
    const content = { example: {} };
    expect(stubAct(answering([404, { content }], [202, { content }], [200, { content }]))()).toMatchObject({ status: 202 });
  });

  it.each([
    ['there is no success', answering([404, {}]), 'it declares no success'],
    ['its example breaks the schema', answering([200, { content: { example: 1 }, check: () => [{ pointer: '/a', code: 'type', message: 'is wrong' }] }]), 'in the example of its 200, `/a` is wrong'],
    ['its success has no example', answering([200, { content: { schema: { type: 'string' } } }]), 'its 200 has no example'],
  ])('refuses at start when %s', (_, operation, message) => {
    expect(() => stubAct(operation)).toThrow(message);
  });
});
