import { describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { headersOf, mergeHeaders, type DeclaredHeader } from './header-table.ts';

const document: OpenApiDocument = { openapi: '3.1.0' };
const header: DeclaredHeader = { field: 'Age', property: 'age', type: 'number', required: true, description: '' };

describe('headersOf', () => {
  it.each([
    ['ETag', { schema: { type: 'string' }, required: true }, { property: 'etag', type: 'string', required: true }],
    ['RateLimit-Reset', { schema: { type: 'integer' } }, { property: 'rateLimitReset', type: 'number', required: false }],
    ['X-RateLimit-Limit', { schema: { type: 'number' } }, { property: 'xRateLimitLimit', type: 'number' }],
    ['Idempotent-Replayed', { schema: { type: 'boolean', const: true } }, { property: 'idempotentReplayed', type: 'boolean' }],
    ['WWW-Authenticate', {}, { property: 'wwwAuthenticate', type: 'string' }],
    ['X-Request-Id', { description: 'The id.' }, { property: 'xRequestId', description: 'The id.' }],
  ])('reads %s', (field, node, want) => {
    expect(headersOf(document, { description: '', headers: { [field]: node } })).toMatchObject([{ field, ...want }]);
  });
});

describe('mergeHeaders', () => {
  it.each([
    ['the same twice', header, header],
    ['one that is not always there', { ...header, required: false }, { ...header, required: false }],
    ['one of another type', { ...header, type: 'string' as const }, { ...header, type: 'string' }],
  ])('has %s once', (_, other, want) => {
    expect([mergeHeaders([header, other]), mergeHeaders([other, header])]).toEqual([[want], [want]]);
  });
});
