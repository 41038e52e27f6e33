import { describe, expect, it } from 'vitest';
import { contract } from '../test/notes/index.gen.ts';
import { BrokenContractError } from './broken-contract-error.ts';
import { compileVersions } from './compile-versions.ts';
import type { Contract } from './contract.ts';

const notes: Contract = contract;
const only = (basePath: string, ...ids: string[]): Contract => ({
  ...notes,
  basePath,
  operations: Object.fromEntries(Object.entries(notes.operations).filter(([id]) => ids.includes(id))),
});

describe('compileVersions', () => {
  it('compiles the operations of every contract, each of its own', () => {
    const places = compileVersions([only('/v1', 'getNote'), only('/v2', 'getNote', 'listNotes')]).map(({ id, contract: { basePath } }) => `${basePath} ${id}`);
    expect(places).toEqual(['/v1 getNote', '/v2 listNotes', '/v2 getNote']);
  });

  it('serves contracts below one base path as long as they have no place in common', () => {
    expect(compileVersions([only('/v1', 'getNote'), only('/v1', 'deleteNote')])).toHaveLength(2);
  });

  it.each([
    ['below one base path', only('/v1', 'getNote'), only('/v1', 'getNote'), 'The contract of /v1 is broken at #/paths/~1notes~1{note_id}/get (operation getNote): GET /v1/notes/{} is the place of getNote already'],
    ['by way of a path', { ...only('', 'getNote'), operations: { readNote: { ...contract.operations.getNote, path: '/v1/notes/{id}' } } }, only('/v1', 'getNote'), 'is the place of readNote already'],
  ] as [string, Contract, Contract, string][])('refuses two operations at one place %s', (_, one, other, message) => {
    expect(() => compileVersions([one, other])).toThrow(BrokenContractError);
    expect(() => compileVersions([one, other])).toThrow(message);
  });

  it('names the successor of an operation across versions', () => {
    const { starNote } = contract.operations;
    const first: Contract = { ...notes, operations: { starNote: { ...starNote, deprecation: { ...starNote.deprecation, successor: null } } } };
    expect(compileVersions([first, only('/v2', 'starNote', 'updateNote', 'getNote')]).map(({ id, ending }) => `${id} ${ending?.successor}`)).toEqual([
      'starNote /v2/notes/{note_id}/star',
      'getNote undefined',
      'updateNote undefined',
      'starNote /v2/notes/{note_id}',
    ]);
    expect(() => compileVersions([only('/v1', 'starNote')])).toThrow('its successor `updateNote` is in no contract');
  });
});
