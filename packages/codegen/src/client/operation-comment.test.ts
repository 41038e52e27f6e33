import { describe, expect, it } from 'vitest';
import type { Operation } from '../document.ts';
import { notesWith, operationWith } from '../../test/client/notes-document.ts';
import { clientOperations } from './client-operation.ts';
import { docComment } from './doc-comment.ts';
import { operationComment } from './operation-comment.ts';

const CATALOGUE = { note_gone: { status: 410, title: 'The note is gone', cause: 'It is.', remedy: 'None.', retryable: false } };

/** The comment of one operation, as its lines. */
function commentOf(path: string, operation: Operation, other: object = {}): string[] {
  const document = notesWith({ [path]: operation }, { 'x-error-catalogue': CATALOGUE, ...other });
  return clientOperations(document).flatMap((one) => docComment(operationComment(document, one)).split('\n'));
}

describe('a doc comment', () => {
  it('says what the operation does, takes, gives, throws, until when, and which page tells more', () => {
    const operation = operationWith('getNote', {
      summary: 'Get a note',
      description: 'Shows one note.',
      deprecated: true,
      'x-sunset': '2027-06-01',
      'x-deprecated-since': '2026-06-01',
      'x-successor': 'readNote',
      parameters: [
        { name: 'note_id', in: 'path', required: true, description: 'The id of the note.', schema: { minLength: 1 } },
        { name: 'with', in: 'query', description: 'What to add.', schema: { enum: ['a', 'b'], default: 'a' } },
      ],
      responses: { ...operationWith('a').responses, 410: { description: 'Gone.', 'x-errors': ['note_gone'] } },
    });
    expect(commentOf('/{note_id}', operation)).toEqual([
      '/**',
      ' * Get a note.',
      ' *',
      ' * Shows one note.',
      ' *',
      ' * @param noteId The id of the note. At least 1 character.',
      ' * @param query',
      ' * - `with` (optional): What to add. One of `"a"`, `"b"`. Default: `"a"`.',
      ' * @returns The note.',
      ' * @throws {NoteGoneError} 410: The note is gone.',
      ' * @deprecated It ends on 2027-06-01. Use `readNote`.',
      ' * @see https://notes.example/docs/operations/getNote',
      ' */',
      '',
    ]);
  });

  it('says what each property of a body may be, also of one of several', () => {
    const schema = {
      description: 'A new note.',
      allOf: [{ required: ['title'], properties: { title: { type: 'string', description: 'What it\nis called.', maxLength: 9 } } }],
      oneOf: [{ $ref: '#/components/schemas/Note' }, { properties: { text: {} } }],
    };
    const lines = commentOf('/notes', operationWith('addNote', { requestBody: { content: { 'application/json': { schema } } } }));
    expect(lines.slice(1, 10)).toEqual([
      ' * @param body A new note.',
      ' * - `title`: What it is called. At most 9 characters.',
      ' *',
      ' * `Note`:',
      ' * - `id` (optional)',
      ' * - `state` (optional)',
      ' *',
      ' * Or:',
      ' * - `text` (optional)',
    ]);
  });

  it('names no page where there is no server to have it', () => {
    expect(commentOf('/notes', operationWith('getNote'), { servers: [{ url: '/v1' }] }).join('')).not.toContain('@see');
  });

  it('does not end before its end', () => {
    expect(docComment(['a */ b'])).toBe('/** a *\\/ b */\n');
  });
});
