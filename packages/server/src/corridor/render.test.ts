import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';
import type { Mode } from '../seams.ts';
import { render } from './render.ts';

const NOTE = { id: 'note_1', title: 'Milk' };
const CREATED = { status: 201, headers: { Location: '/notes/note_1' }, body: NOTE };

/** What goes over the wire. */
function rendered(operation: CompiledOperation, reply: unknown, mode: Mode = 'test') {
  const { status, headers, body } = render(operation, reply, { 'X-Request-Id': 'req_1' }, mode);
  return { status, headers, body: body && (JSON.parse(body) as unknown) };
}

describe('render', () => {
  const getNote = operationOf('getNote');
  const createNote = operationOf('createNote');

  it('writes the body and its own headers', () => {
    expect(rendered(createNote, CREATED)).toEqual({
      status: 201,
      headers: { Location: '/notes/note_1', 'Content-Type': 'application/json' },
      body: NOTE,
    });
  });

  it('writes no body where the contract has none, even if there is one', () => {
    expect(rendered(operationOf('deleteNote'), { status: 204, body: NOTE })).toEqual({ status: 204, headers: {}, body: undefined });
  });

  it('writes dates as text and checks what it has written', () => {
    const due = new Date('2026-03-06T12:00:00.000Z');
    expect(rendered(getNote, { status: 200, body: { ...NOTE, due } }).body).toEqual({ ...NOTE, due: '2026-03-06T12:00:00.000Z' });
  });

  it.each(['development', 'test', 'production'] as const)('refuses in %s what is no answer of the operation', (mode) => {
    const refused: [unknown, string][] = [
      [undefined, 'the handler returned no `{ status, body }`'],
      [NOTE, 'the handler returned no `{ status, body }`'],
      [{ status: '200', body: NOTE }, 'the handler returned no `{ status, body }`'],
      [{ status: 201, body: NOTE }, 'the handler returned 201; it may return 200'],
      [{ status: 404, body: { error: {} } }, 'the handler returned 404; it may return 200'],
      [{ status: 200 }, 'the 200 has no body'],
    ];
    for (const [reply, problem] of refused) {
      expect(() => rendered(getNote, reply, mode)).toThrow(new ContractBreach('getNote', problem));
    }
  });

  it.each(['development', 'test'] as const)('fails in %s on everything that the contract does not allow', (mode) => {
    const refused: [CompiledOperation, unknown, string][] = [
      [getNote, { status: 200, body: { ...NOTE, password_hash: 'x', children: [{ ...NOTE, a: 1 }] } }, 'in its 200, `/password_hash` is not declared; `/children/0/a` is not declared'],
      [getNote, { status: 200, body: { id: 1 } }, 'in its 200, `/title` is required; `/id` must be string'],
      [getNote, { status: 200, body: { ...NOTE, due: 'tomorrow' } }, 'in its 200, `/due` must match format "date-time"'],
      [getNote, { status: 200, body: [NOTE] }, 'in its 200, `` is not declared'],
      [createNote, { status: 201, body: NOTE }, 'in its 201, the header `location` is missing'],
    ];
    for (const [operation, reply, problem] of refused) {
      expect(() => rendered(operation, reply, mode)).toThrow(new ContractBreach(operation.id, problem));
    }
  });

  it('leaves out in production what is not declared', () => {
    expect(rendered(getNote, { status: 200, body: { ...NOTE, password_hash: 'x' } }, 'production').body).toEqual(NOTE);
    expect(rendered(createNote, { status: 201, body: { id: 1 } }, 'production')).toMatchObject({ status: 201, body: { id: 1 } });
  });

  it('does not answer in production with a body of which nothing is declared', () => {
    expect(() => rendered(getNote, { status: 200, body: [NOTE] }, 'production')).toThrow('in its 200, `` is not declared');
  });

  it('tags a 200 by its text where the contract declares it, and nothing else', () => {
    const tag = (reply: object, operation = getNote) => rendered(operation, { status: 200, ...reply }).headers['ETag'];
    expect(tag({ body: NOTE })).toMatch(/^"[\w-]{27}"$/);
    expect(tag({ body: { ...NOTE } })).toBe(tag({ body: NOTE }));
    expect(tag({ body: { ...NOTE, title: 'Oats' } })).not.toBe(tag({ body: NOTE }));
    expect(tag({ body: NOTE }, operationOf('updateNote'))).toBe(tag({ body: NOTE }));
    expect(rendered(createNote, CREATED).headers).not.toHaveProperty('ETag');
  });

  it('tags a 201 too where the contract declares it', () => {
    const answer = createNote.answers.get(201);
    const tagged = { ...createNote, answers: new Map(answer && [[201, { ...answer, isTagged: true }]]) };
    expect(rendered(tagged, CREATED).headers['ETag']).toBe(rendered(getNote, { status: 200, body: NOTE }).headers['ETag']);
  });

  it('tags nothing else, which is no representation of what it was asked for', () => {
    const answer = createNote.answers.get(201);
    const accepted = { ...createNote, answers: new Map(answer && [[202, { ...answer, isTagged: true }]]) };
    expect(rendered(accepted, { ...CREATED, status: 202 }).headers).not.toHaveProperty('ETag');
  });

  it('lets no handler answer 304', () => {
    expect(() => rendered(getNote, { status: 304 })).toThrow(new ContractBreach('getNote', 'the handler returned 304; it may return 200'));
  });

  it('takes a required header in any case, and from those that go with every answer', () => {
    expect(rendered(createNote, { ...CREATED, headers: { LOCATION: '/' } }).status).toBe(201);
    expect(render(createNote, { ...CREATED, headers: {} }, { Location: '/' }, 'test').headers).not.toHaveProperty('Location');
  });
});
