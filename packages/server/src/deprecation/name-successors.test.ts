import { describe, expect, it } from 'vitest';
import { operationOf } from '../../test/notes-operations.ts';
import { BrokenContractError } from '../broken-contract-error.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import { nameSuccessors } from './name-successors.ts';

const base = operationOf('starNote');
const dates = { since: '2026-12-01', sunset: '2027-06-01' };

/** An operation at a place; one that ends names its successor, or null. */
function operation(basePath: string, id: string, path: string, successor?: string | null): CompiledOperation {
  const deprecation = successor === undefined ? null : { ...dates, successor };
  return {
    ...base,
    contract: { ...base.contract, basePath },
    id,
    entry: { ...base.entry, path, deprecation },
    ending: deprecation ? { headers: {}, successor: undefined } : undefined,
  };
}

const successors = (...versions: CompiledOperation[][]) => nameSuccessors(versions).map(({ ending }) => ending?.successor);
const staying = operation('/v1', 'getNote', '/notes/{note_id}');
const later = operation('/v2', 'starNote', '/notes/{note_id}/star');

describe('nameSuccessors', () => {
  it.each([
    ['the same operation of the next version', [[operation('/v1', 'starNote', '/notes/{note_id}/star', null)], [later]], ['/v2/notes/{note_id}/star', undefined]],
    ['the same operation of the version after the next', [[operation('/v1', 'starNote', '/notes/{note_id}/star', null)], [], [later]], ['/v2/notes/{note_id}/star', undefined]],
    ['the one that is named, in its own version', [[operation('/v1', 'starNote', '/notes/{note_id}/star', 'getNote'), staying]], ['/v1/notes/{note_id}', undefined]],
    ['the one that is named, in a later version', [[operation('/v1', 'markNote', '/notes/{note_id}/mark', 'starNote')], [later]], ['/v2/notes/{note_id}/star', undefined]],
    ['the one of its own name in a later version', [[operation('/v1', 'starNote', '/notes/{note_id}/star', 'starNote')], [later]], ['/v2/notes/{note_id}/star', undefined]],
    ['nothing where there is no later version', [[operation('/v1', 'starNote', '/notes/{note_id}/star', null)]], [undefined]],
    ['nothing in an earlier version', [[later], [operation('/v3', 'starNote', '/notes/{note_id}/star', null)]], [undefined, undefined]],
    ['nothing whose path the request cannot fill in', [[operation('/v1', 'starNote', '/notes/{id}/star', null)], [later]], [undefined, undefined]],
  ] as [string, CompiledOperation[][], (string | undefined)[]][])('finds %s', (_, versions, want) => {
    expect(successors(...versions)).toEqual(want);
  });

  it.each([
    ['nowhere', [[operation('/v1', 'starNote', '/star', 'goneNote')], [later]]],
    ['only in an earlier version', [[staying], [operation('/v2', 'starNote', '/star', 'getNote')]]],
    ['only itself', [[operation('/v1', 'starNote', '/star', 'starNote')]]],
  ] as [string, CompiledOperation[][]][])('refuses to start where a successor is %s', (_, versions) => {
    expect(() => nameSuccessors(versions)).toThrow(BrokenContractError);
    expect(() => nameSuccessors(versions)).toThrow(/\/x-successor \(operation starNote\): its successor `\w+` is in no contract of this version or a later one/);
  });

  it('leaves operations that stay as they are', () => {
    expect(nameSuccessors([[staying], [later]])).toEqual([staying, later]);
  });
});
