import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Operation, Schema } from '../document.ts';
import { idempotencyOf } from './idempotency.ts';

const SECRET = { type: 'string', format: 'password' };

function document(more: Record<string, object> = {}): OpenApiDocument {
  return { openapi: '3.1.0', components: { schemas: more } } as OpenApiDocument;
}

function answering(schema: object, status = '201'): Operation {
  const responses = { [status]: { description: 'Done.', content: { 'application/json': { schema: schema as Schema } } } };
  return { operationId: 'make', 'x-idempotency': { ttl: 60 }, responses };
}

const secret = (name: string) => ({ type: 'object', properties: { [name]: SECRET } });

describe('idempotencyOf', () => {
  it('has nothing of an operation that keeps nothing', () => {
    expect(idempotencyOf(document(), { operationId: 'make' })).toBeNull();
  });

  it.each<[string, OpenApiDocument, object, boolean]>([
    ['without a secret', document(), { type: 'object', properties: { id: { type: 'string' } } }, false],
    ['a property of it', document(), secret('token'), true],
    ['behind references', document({ Key: secret('secret'), Kept: { $ref: '#/components/schemas/Key' } }), { $ref: '#/components/schemas/Kept' }, true],
    ['in a list of them', document(), { type: 'object', properties: { data: { type: 'array', items: secret('secret') } } }, true],
    ['in one of several forms', document(), { oneOf: [{ type: 'string' }, { allOf: [secret('secret')] }] }, true],
    ['in what has any name', document(), { type: 'object', additionalProperties: SECRET }, true],
    ['in an example only', document(), { type: 'object', examples: [SECRET] }, false],
    ['nowhere in a schema that comes back to itself', document({ Tree: { properties: { left: { $ref: '#/components/schemas/Tree' } } } }), { $ref: '#/components/schemas/Tree' }, false],
  ])('finds whether a secret is in the answer: %s', (_, given, schema, sealed) => {
    expect(idempotencyOf(given, answering(schema))).toEqual({ ttl: 60, sealed });
  });

  it('looks at successes only', () => {
    expect(idempotencyOf(document(), answering(secret('secret'), '400'))).toEqual({ ttl: 60, sealed: false });
  });
});
