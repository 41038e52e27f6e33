import { expect, it } from 'vitest';
import type { OpenApiDocument } from '../../document.ts';
import { emitNames } from './names-module.ts';

const entry = (status: number) => ({ status, title: 'A', cause: 'B.', remedy: 'C.', retryable: false });
const operation = (operationId: string, tags: string[], status: string) => ({ operationId, tags, responses: { [status]: { description: 'D.' } } });
const document = {
  paths: {
    '/notes': { get: operation('listNotes', ['notes'], '200'), post: operation('createNote', ['notes'], '201') },
    '/ping': { get: operation('ping', [], '204') },
  },
  'x-error-catalogue': { note_not_found: entry(404), not_found: entry(404), note_locked: entry(423) },
} as unknown as OpenApiDocument; // As much of one as names are made of.

it('names what the client has of each operation, code and status, and what has no tag not at all', () => {
  const [, names = ''] = /export const clientNames = ([\s\S]+) as const;\n$/.exec(emitNames(document)) ?? [];
  expect(JSON.parse(names)).toEqual({
    methods: { listNotes: 'notes.list', createNote: 'notes.create' },
    codes: { note_not_found: 'NoteNotFoundError', not_found: 'NotFoundCodeError', note_locked: 'NoteLockedError' },
    statuses: { 404: 'NotFoundError', 423: 'Status423Error' },
    phrases: { 200: 'OK', 201: 'Created', 204: 'No Content', 404: 'Not Found', 423: 'Status 423' },
  });
});
