import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { emitErrorCatalogue } from './error-catalogue.ts';
import { emitEventMap } from './event-map.ts';
import { emitIndex } from './index-module.ts';
import { emitTypes } from './types.ts';

const EMPTY: OpenApiDocument = { openapi: '3.1.0' };

/** The type of one property, as it is written. */
async function typeOf(schema: object): Promise<string | undefined> {
  const document = { openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: {}, components: { schemas: { A: { type: 'object', properties: { a: schema } } } } };
  const text = await emitTypes(document as OpenApiDocument); // Schemas are more than the generator reads of them.
  return /^ +a\??: ([^;]+);$/m.exec(text.replaceAll(/ *\/\*\*[^/]*\*\/\n/g, ''))?.[0].trim();
}

describe('emitErrorCatalogue', () => {
  it('writes every code, and whether it is the server’s', () => {
    const entry = { status: 404, title: 'Gone', cause: 'It is gone.', remedy: 'Make a new one.', retryable: false };
    expect(emitErrorCatalogue({ ...EMPTY, 'x-error-catalogue': { gone: entry, lost: { ...entry, server: true } } })).toBe(`export const errors = {
  "gone": {
    "status": 404,
    "title": "Gone",
    "cause": "It is gone.",
    "remedy": "Make a new one.",
    "retryable": false,
    "server": false
  },
  "lost": {
    "status": 404,
    "title": "Gone",
    "cause": "It is gone.",
    "remedy": "Make a new one.",
    "retryable": false,
    "server": true
  }
} as const;

/** The stable name of an error. */
export type ErrorCode = keyof typeof errors;
`);
  });

  it('writes an empty one', () => {
    expect(emitErrorCatalogue(EMPTY)).toContain('export const errors = {} as const;');
  });
});

describe('emitEventMap', () => {
  it('writes the names of the events in their order, and what each carries', () => {
    const text = emitEventMap({ ...EMPTY, webhooks: { 'b.done': { post: { operationId: 'bDone' } }, 'a.done': { put: { operationId: 'a/done' } }, none: {} } });
    expect(text).toContain('export const events = [\n  "b.done",\n  "a.done"\n] as const;');
    expect(text).toContain('export interface EventPayloads {\n  "b.done": Payload<"bDone">;\n  "a.done": Payload<"a/done">;\n}');
  });

  it('writes none', () => {
    expect(emitEventMap(EMPTY)).toContain('export const events = [] as const;');
  });
});

describe('emitIndex', () => {
  it.each([
    ['https://api.example.com/v1', '/v1'],
    ['https://api.example.com/v1/', '/v1'],
    ['https://api.example.com', ''],
    ['/v2', '/v2'],
    ['/', ''],
    [undefined, ''],
  ])('reads the base path of %s', (url, want) => {
    expect(emitIndex({ ...EMPTY, ...(url !== undefined && { servers: [{ url }] }) })).toContain(`basePath: ${JSON.stringify(want)},`);
  });

  it('writes the scopes of every scheme and the policies', () => {
    const text = emitIndex({
      ...EMPTY,
      components: { securitySchemes: { key: { type: 'http', 'x-scopes': { 'a:read': 'See.' } }, other: { type: 'http', 'x-scopes': { 'b:read': 'Look.' } }, none: { type: 'http' } } },
      'x-rate-limits': { standard: { description: 'For all.', windows: { burst: { seconds: 1, limit: 10 } } } },
    });
    expect(text).toContain('scopes: {\n    "a:read": "See.",\n    "b:read": "Look."\n  },');
    expect(text).toContain('"windows": {\n        "burst": {\n          "seconds": 1,\n          "limit": 10\n        }\n      }');
    expect(text).toContain('failureLimit: null,');
  });

  it('writes the policy of failures that a scheme names', () => {
    const securitySchemes = { none: { type: 'http' }, key: { type: 'http', 'x-failure-limit': 'guesses' } };
    expect(emitIndex({ ...EMPTY, components: { securitySchemes } })).toContain('failureLimit: "guesses",');
  });
});

describe('emitTypes', () => {
  it.each([
    [{ type: 'string' }, 'a?: string;'],
    [{ type: ['string', 'null'] }, 'a?: string | null;'],
    [{ type: 'integer', default: 5 }, 'a?: number;'],
    [{ type: 'array', items: { type: 'boolean' } }, 'a?: boolean[];'],
    [{ type: 'string', enum: ['a', 'b'] }, 'a?: "a" | "b";'],
    [{ type: 'integer', enum: [1, 2] }, 'a?: 1 | 2;'],
    [{ const: 'a' }, 'a?: "a";'],
    [{ type: 'integer', enum: ['a', 'b'] }, 'a?: number;'],
    [{ type: 'string', enum: [1, 2] }, 'a?: string;'],
    [{ $ref: '#/components/schemas/A' }, 'a?: components["schemas"]["A"];'],
    [{ type: ['object', 'array', 'string', 'number', 'boolean', 'null'], maximum: 9, items: { type: 'string' } }, 'a?: unknown;'],
  ])('writes %j as %s', async (schema, want) => {
    expect(await typeOf(schema)).toBe(want);
  });

  it('quotes operationIds that are no identifiers', async () => {
    const document = { openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: { '/a': { get: { operationId: 'repos/list-for-org', responses: { 204: { description: 'Done.' } } } } } };
    expect(await emitTypes(document as OpenApiDocument)).toMatch(/"repos\/list-for-org": \{/); // As above.
  });

  it('does not touch the document', async () => {
    const document = { openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: {}, components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: {} } } };
    const before = structuredClone(document);
    await emitTypes(document as OpenApiDocument); // As above.
    expect(document).toEqual(before);
  });
});
