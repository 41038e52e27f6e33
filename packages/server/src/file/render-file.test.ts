import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { ContractBreach } from '../contract-breach.ts';
import { render } from '../corridor/render.ts';

const exportNotes = operationOf('exportNotes');

async function* lines(): AsyncGenerator<string> {
  yield 'id\r\n';
}

describe('renderFile', () => {
  it.each([
    ['text/csv', 'text/csv; charset=utf-8'],
    ['application/x-ndjson', 'application/x-ndjson'],
  ])('says of %s what it is and what it is called', (type, want) => {
    const chunks = lines();
    const file = { type, name: 'notes', chunks };
    expect(render(exportNotes, { status: 200, headers: { 'X-A': 'a' }, file }, {}, 'test')).toEqual({
      status: 200,
      headers: { 'X-A': 'a', 'Content-Type': want, 'Content-Disposition': 'attachment; filename="notes"' },
      body: undefined,
      file,
    });
  });

  it.each(['development', 'test', 'production'] as const)('refuses in %s what is no file of the operation', (mode) => {
    const file = { type: 'text/csv', name: 'notes.csv', chunks: lines() };
    const refused: [unknown, string][] = [
      [undefined, 'the 200 has no `file: { type, name, chunks }`'],
      [{ ...file, chunks: ['id\r\n'] }, 'the 200 has no `file: { type, name, chunks }`'],
      [{ ...file, chunks: 'id\r\n' }, 'the 200 has no `file: { type, name, chunks }`'],
      [{ ...file, name: undefined }, 'the 200 has no `file: { type, name, chunks }`'],
      [{ ...file, type: 'text/html' }, 'in its 200, the file is `text/html`; it may be `application/x-ndjson` or `text/csv`'],
      [{ ...file, type: 'Text/CSV' }, 'in its 200, the file is `Text/CSV`; it may be `application/x-ndjson` or `text/csv`'],
    ];
    for (const [given, problem] of refused) {
      expect(() => render(exportNotes, { status: 200, file: given }, {}, mode)).toThrow(new ContractBreach('exportNotes', problem));
    }
    expect(() => render(exportNotes, { status: 200, body: 'id\r\n' }, {}, mode)).toThrow('has no `file');
  });

  it('refuses in test what lacks a declared header', () => {
    const answer = exportNotes.answers.get(200);
    const strict = { ...exportNotes, answers: new Map(answer && [[200, { ...answer, requiredHeaders: ['x-rows', 'content-disposition'] }]]) };
    const reply = { status: 200, file: { type: 'text/csv', name: 'notes.csv', chunks: lines() } };
    expect(() => render(strict, reply, {}, 'test')).toThrow('in its 200, the header `x-rows` is missing');
    expect(render(strict, reply, {}, 'production').status).toBe(200);
    expect(render(strict, reply, { 'X-Rows': '1' }, 'test').status).toBe(200);
  });
});
