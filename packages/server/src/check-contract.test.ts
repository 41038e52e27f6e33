import { describe, expect, it } from 'vitest';
import { contract } from '../test/notes/index.gen.ts';
import { BrokenContractError } from './broken-contract-error.ts';
import { compileContract } from './check-contract.ts';
import type { Contract } from './contract.ts';
import type { Document, OperationNode } from './document.ts';
import { requestValidation } from './request-validator.ts';
import { responseValidation } from './response-validator.ts';

/** A copy of the notes that can be broken. */
interface Breakable {
  document: Omit<Document, 'paths'> & { paths: Record<string, Record<string, OperationNode>>; components: { schemas: Record<string, Record<string, unknown>> } };
  operations: Record<string, { rateLimit: { policy: string; cost: number } | null; pointer: string }>;
  errors: Record<string, unknown>;
  rateLimits: Record<string, unknown>;
}

/** Compiles the notes after something was done to them. */
function compile(breakIt: (notes: Breakable) => void) {
  const copy: unknown = structuredClone(contract);
  breakIt(copy as Breakable); // The generated literals cannot be written to.
  const { document } = copy as { document: Document };
  return compileContract(copy as Contract, requestValidation(document), responseValidation(document)); // Broken or not, as a bundle would be.
}

const parameter = (schema: object) => ({ name: 'x', in: 'query', schema }) as const;

describe('compileContract', () => {
  it('compiles every operation', () => {
    expect(compile(() => {}).map(({ id }) => id)).toEqual(Object.keys(contract.operations));
  });

  it.each([
    [
      'a reference in a schema that leads nowhere',
      ({ document }) => void (document.components.schemas['Note'] = { properties: { a: { $ref: '#/components/schemas/Gone' } } }),
      'broken at #/components/schemas/Note/properties/a (operation none): The reference #/components/schemas/Gone leads nowhere.',
    ],
    [
      'a reference in an operation that leads nowhere',
      ({ document }) => void (document.paths['/notes'] = { ...document.paths['/notes'], get: { operationId: 'listNotes', responses: { 200: { $ref: '#/components/responses/Gone' } } } as OperationNode }),
      'broken at #/paths/~1notes/get/responses/200 (operation listNotes): The reference #/components/responses/Gone leads nowhere.',
    ],
    [
      'a reference out of the document',
      ({ document }) => void (document.components.schemas['Note'] = { $ref: 'note.yaml' }),
      '(operation listNotes): The reference note.yaml leads out of the document.',
    ],
    [
      'references in a circle',
      ({ document }) => void (document.components.schemas['Note'] = { $ref: '#/components/schemas/Note' }),
      'The reference #/components/schemas/Note leads in a circle.',
    ],
    [
      'a pattern that is no regular expression',
      ({ document }) => void (document.components.schemas['NoteCreate'] = { properties: { 'a/b': { pattern: '[' } } }),
      'broken at #/components/schemas/NoteCreate/properties/a~1b (operation none): Invalid regular expression',
    ],
    [
      'a pattern in a parameter',
      ({ document }) => void (document.paths['/notes'] = { ...document.paths['/notes'], get: { operationId: 'listNotes', parameters: [parameter({ pattern: '(' })] } as OperationNode }),
      'broken at #/paths/~1notes/get/parameters/0/schema (operation listNotes): Invalid regular expression',
    ],
    [
      'a style that is not supported',
      ({ document }) => void Object.assign(document.paths['/notes/{note_id}']?.['get'] ?? {}, { parameters: [{ name: 'x', in: 'path', style: 'matrix' }] }),
      'broken at #/paths/~1notes~1{note_id}/get (operation getNote): the style `matrix` of the parameter `x` is not supported',
    ],
    [
      'a policy that is missing',
      ({ rateLimits }) => void delete rateLimits['standard'],
      'broken at #/paths/~1notes/get/x-rate-limit (operation listNotes): there is no policy `standard`',
    ],
    [
      'a policy that every object inherits',
      ({ operations }) => void Object.assign(operations['getNote'] ?? {}, { rateLimit: { policy: 'constructor', cost: 1 } }),
      '(operation getNote): there is no policy `constructor`',
    ],
    [
      'an operation that is not in the document',
      ({ document }) => void delete document.paths['/notes/{note_id}']?.['delete'],
      'broken at #/paths/~1notes~1{note_id}/delete (operation deleteNote): The reference #/paths/~1notes~1{note_id}/delete leads nowhere.',
    ],
    [
      'codes that the server answers with and that are not in the catalogue',
      ({ errors }) => ['not_found', 'internal_error'].forEach((code) => delete errors[code]),
      'The error catalogue (#/x-error-catalogue) lacks not_found, internal_error, which the server answers with.',
    ],
  ] as [string, (notes: Breakable) => void, string][])('refuses %s', (_, breakIt, message) => {
    expect(() => compile(breakIt)).toThrow(BrokenContractError);
    expect(() => compile(breakIt)).toThrow(message);
  });

  it('does not look for references in examples', () => {
    const broken = { $ref: '#/gone', pattern: '[' };
    expect(() => compile(({ document }) => void Object.assign(document.components.schemas['Note'] ?? {}, { example: broken, examples: [broken] }))).not.toThrow();
  });
});

describe('BrokenContractError', () => {
  it('keeps what was behind it', () => {
    expect(() => compile(({ document }) => void (document.components.schemas['Note'] = { pattern: '[' }))).toThrow(
      expect.objectContaining({ name: 'BrokenContractError', cause: expect.any(SyntaxError) }),
    );
  });
});
