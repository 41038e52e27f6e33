import type { OpenApiDocument, Operation } from '../../src/document.ts';

const ANSWER = { 200: { description: 'The note.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } } };

/** An operation that a client can be made of, with what is said otherwise. */
export function operationWith(operationId: string, other: object = {}): Operation {
  return { operationId, tags: ['notes'], security: [], responses: ANSWER, ...other } as Operation; // A test may make it wrong on purpose.
}

/** A small contract with these operations, all by GET. */
export function notesWith(paths: Record<string, Operation>, other: object = {}): OpenApiDocument {
  return {
    openapi: '3.1.0',
    servers: [{ url: 'https://notes.example/v1' }],
    paths: Object.fromEntries(Object.entries(paths).map(([path, get]) => [path, { get }])),
    components: {
      schemas: {
        Note: { type: 'object', description: 'A note.', properties: { id: { type: 'string' }, state: { type: 'string' } } },
        NoteList: { type: 'object', properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Note' } } } },
      },
    },
    ...other,
  };
}
