import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Schema } from '../document.ts';
import { limitsOf } from './limits.ts';

const document: OpenApiDocument = { openapi: '3.1.0', components: { schemas: { Name: { type: 'string', minLength: 1, maxLength: 100 } } } };

describe('limitsOf', () => {
  it.each([
    [{}, ''],
    [{ type: 'string', minLength: 1, maxLength: 100 }, '1 to 100 characters.'],
    [{ maxLength: 1 }, 'At most 1 character.'],
    [{ minLength: 0, maxLength: 100 }, 'At most 100 characters.'],
    [{ minLength: 8 }, 'At least 8 characters.'],
    [{ minLength: 8, maxLength: 8 }, 'Exactly 8 characters.'],
    [{ minItems: 1 }, 'At least 1 item.'],
    [{ minimum: 0, maximum: 10, default: 5 }, '0 to 10. Default: `5`.'],
    [{ exclusiveMinimum: 0, exclusiveMaximum: 1 }, 'More than 0. Less than 1.'],
    [{ enum: ['a', null] }, 'One of `"a"`, `null`.'],
    [{ const: 'run' }, 'Always `"run"`.'],
    [{ format: 'date-time', pattern: 'Z$' }, 'Format: date-time. Matches `Z$`.'],
    [{ $ref: '#/components/schemas/Name' }, '1 to 100 characters.'],
    [{ $ref: '#/components/schemas/Name', maxLength: 5, default: null }, '1 to 5 characters. Default: `null`.'],
  ] as [Schema, string][])('says of %j: %s', (schema, want) => {
    expect(limitsOf(document, schema)).toBe(want);
  });
});
