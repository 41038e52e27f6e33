import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../document.ts';
import { emitClient } from './client-module.ts';
import { emitCore } from './core-module.ts';
import { emitErrors } from './errors-module.ts';
import { emitEvents } from './events-module.ts';
import { emitTypes } from './types-module.ts';
import { clientOperations } from '../client-operation.ts';
import { notesWith, operationWith } from '../../../test/client/notes-document.ts';

const EMPTY: OpenApiDocument = { openapi: '3.1.0' };

describe('emitErrors', () => {
  it('writes a class for each status, and below it one for each code', () => {
    const entry = { status: 503, title: 'It cannot now', cause: 'It is\nbusy.', remedy: 'Wait.', retryable: true };
    expect(emitErrors({ ...EMPTY, 'x-error-catalogue': { too_busy: entry } })).toContain(`/** 503 Service Unavailable. */
export class ServiceUnavailableError extends ApiError {
  static override readonly name: string = 'ServiceUnavailableError';
  static override readonly status = 503;
  declare readonly status: 503;
}

/**
 * 503 \`too_busy\`: It cannot now.
 *
 * It is busy. Wait.
 */
export class TooBusyError extends ServiceUnavailableError {
  static override readonly name = 'TooBusyError';
  static override readonly code = 'too_busy';
  static override readonly retryable = true;
  declare readonly code: 'too_busy';
}

/** Every class, for the codes that an operation does not declare. */
export const errors: readonly ErrorClass[] = [
  ServiceUnavailableError,
  TooBusyError,
];
`);
  });

  it('writes none', () => {
    expect(emitErrors(EMPTY)).toBe("import type { ErrorClass } from '../core/operation.ts';\n\nexport const errors: readonly ErrorClass[] = [];\n");
  });
});

describe('emitCore', () => {
  it.each([
    ['https://api.example.com/v1', {}, 'https://api.example.com/v1'],
    ['https://api.example.com/v1/', {}, 'https://api.example.com/v1'],
    ['https://{region}.example.com', { region: { default: 'eu' } }, 'https://eu.example.com'],
    ['/v1', {}, ''],
  ])('knows of %s', (url, variables, want) => {
    expect(emitCore({ ...EMPTY, servers: [{ url, variables }] })).toContain(`{ baseUrl: ${JSON.stringify(want)}, errors }`);
  });

  it('knows of none', () => {
    expect(emitCore(EMPTY)).toContain('{ baseUrl: "", errors }');
  });
});

describe('emitEvents', () => {
  it('writes a type of each event, their union, and the example of what each is about', () => {
    const example = { event: 'note.created', data: { id: 'n1' } };
    const operation = { operationId: 'noteCreated', summary: 'A note was created', requestBody: { content: { 'application/json': { examples: { any: { value: example } } } } } };
    const text = emitEvents({ ...EMPTY, webhooks: { 'note.created': { post: operation } } }, 'types');
    expect(text).toContain("/** A note was created. */\nexport type NoteCreatedEvent = EventPayloads['note.created'];\n");
    expect(text).toContain("export const examples: EventData = {\n  'note.created': {\n    \"id\": \"n1\"\n  },\n};\n");
  });

  it('writes none', () => {
    expect(emitEvents(EMPTY, 'types')).toContain('export type WebhookEvent = never;');
  });
});

describe('emitTypes', () => {
  it('writes an alias of each schema, with what it may be', () => {
    const schemas = { Name: { type: 'string', description: 'A name.', maxLength: 9 }, 'audit-entry': {} };
    const text = emitTypes({ ...EMPTY, components: { schemas } }, [], 'types');
    expect(text).toContain("/** A name. At most 9 characters. */\nexport type Name = components['schemas']['Name'];\n");
    expect(text).toContain("export type AuditEntry = components['schemas']['audit-entry'];\n");
  });
});

describe('emitClient', () => {
  it('writes a namespace of each tag, with what the contract says of it', () => {
    const document = notesWith({ '/a': operationWith('getNote'), '/b': operationWith('getApiKey', { tags: ['API keys'] }) }, { tags: [{ name: 'API keys', description: 'What programs sign in with.' }] });
    const text = emitClient(document, clientOperations(document), [], 'types');
    expect(text).toContain('/** What programs sign in with. */\nexport class ApiKeysNamespace extends Namespace {\n');
    expect(text).toContain('  readonly notes = new NotesNamespace(this);\n  /** What programs sign in with. */\n  readonly apiKeys = new ApiKeysNamespace(this);\n');
    expect(text).toContain('    return getNote(this.core, options);\n');
  });
});
