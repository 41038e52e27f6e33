import type { Contract } from '../src/index.ts';
import { contract, type Operations } from './notes/index.gen.ts';

type Table = typeof contract.operations;

/** The later version's operations: its list has cursors, and one that the first version ends is there too. */
export type CursorTable = Pick<Table, 'getNote' | 'updateNote' | 'starNote'> & {
  listNotes: Omit<Table['listNotes'], 'list'> & { list: Omit<Table['listNotes']['list'], 'style'> & { style: 'cursor' } };
};

export interface CursorOperations extends Pick<Operations, 'getNote' | 'updateNote' | 'starNote'> {
  listNotes: {
    parameters: { query?: Omit<NonNullable<Operations['listNotes']['parameters']['query']>, 'page'> & { cursor?: string }; header?: { 'X-Trace'?: string }; path?: never };
    responses: { 200: { content: { 'application/json': { data: CursorNote[]; meta: { per_page: number; has_next: boolean; next_cursor: string | null } } } } };
  };
}

type CursorNote = Operations['getNote']['responses'][200]['content']['application/json'];

/** A second, small version of the notes, below `/v2`. */
export const cursorNotes = cursorContract();

function cursorContract(): Contract & { operations: CursorTable } {
  const { listNotes, getNote, updateNote, starNote } = contract.operations;
  const document = structuredClone(contract.document);
  const list = document.paths['/notes'].get as { parameters: { name: string }[]; responses: { 200: { content: object } } };
  list.parameters = [...list.parameters.filter(({ name }) => name !== 'page'), Object.assign({ name: 'cursor' }, { in: 'query', schema: { type: 'string' } })];
  const meta = {
    type: 'object',
    required: ['per_page', 'has_next', 'next_cursor'],
    properties: { per_page: { type: 'integer' }, has_next: { type: 'boolean' }, next_cursor: { type: ['string', 'null'] } },
  };
  const properties = { data: { type: 'array', items: { $ref: '#/components/schemas/Note' } }, meta };
  const example = { data: [], meta: { per_page: 20, has_next: false, next_cursor: null } };
  list.responses[200].content = { 'application/json': { schema: { type: 'object', required: ['data', 'meta'], properties }, example } };
  return {
    ...contract,
    basePath: '/v2',
    document,
    operations: { getNote, updateNote, starNote, listNotes: { ...listNotes, list: { ...listNotes.list, style: 'cursor' } } },
  };
}
