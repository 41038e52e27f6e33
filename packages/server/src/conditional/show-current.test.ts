import { describe, expect, it } from 'vitest';
import { operationOf, operations } from '../../test/notes-operations.ts';
import { BrokenContractError } from '../broken-contract-error.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import { showCurrent } from './show-current.ts';

const [getNote, updateNote] = [operationOf('getNote'), { ...operationOf('updateNote'), shown: undefined }];
const answer = getNote.answers.get(200);

describe('showCurrent', () => {
  it('gives who declares If-Match what GET shows, and nobody else anything', () => {
    const shown = showCurrent(operations).flatMap(({ id, shown: project }) => (project ? [[id, project]] : []));
    expect(shown).toEqual([['updateNote', answer?.project]]);
  });

  it.each([
    ['there is no GET', [updateNote], 'it declares `If-Match`, but GET /notes/{note_id} has no 200 with an `ETag`'],
    ['GET is of another path', [{ ...getNote, entry: { ...getNote.entry, path: '/notes' } }, updateNote], 'has no 200 with an `ETag`'],
    ['GET has no tag', [{ ...getNote, answers: new Map(answer && [[200, { ...answer, isTagged: false }]]) }, updateNote], 'has no 200 with an `ETag`'],
    ['it has no 412', [getNote, { ...updateNote, entry: { ...updateNote.entry, answers: {} } }], 'it declares `If-Match`, but no 412 with `precondition_failed`'],
    ['its 412 says something else', [getNote, { ...updateNote, entry: { ...updateNote.entry, answers: { 412: ['note_locked'] } } }], 'no 412 with `precondition_failed`'],
  ] as [string, CompiledOperation[], string][])('refuses to start where %s', (_, given, message) => {
    expect(() => showCurrent(given)).toThrow(BrokenContractError);
    expect(() => showCurrent(given)).toThrow(message);
  });
});
