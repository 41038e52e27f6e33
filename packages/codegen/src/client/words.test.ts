import { describe, expect, it } from 'vitest';
import { camelCase, isIdentifier, pascalCase, singularOf, wordsOf } from './words.ts';

describe('names', () => {
  it.each([
    ['project_id', 'projectId', 'ProjectId'],
    ['Idempotency-Key', 'idempotencyKey', 'IdempotencyKey'],
    ['APIKey', 'apiKey', 'ApiKey'],
    ['RateLimit-Reset', 'rateLimitReset', 'RateLimitReset'],
    ['WWW-Authenticate', 'wwwAuthenticate', 'WwwAuthenticate'],
    ['XRequestId', 'xRequestId', 'XRequestId'],
    ['project.created', 'projectCreated', 'ProjectCreated'],
    ['v2Things', 'v2Things', 'V2Things'],
  ])('%s is %s and %s', (name, camel, pascal) => {
    expect([camelCase(wordsOf(name)), pascalCase(wordsOf(name))]).toEqual([camel, pascal]);
  });

  it.each([
    ['projects', 'project'],
    ['deliveries', 'delivery'],
    ['boxes', 'box'],
    ['addresses', 'address'],
    ['status', 'status'],
    ['access', 'access'],
    ['analysis', 'analysis'],
    ['usage', 'usage'],
  ])('one of %s is a %s', (plural, want) => {
    expect(singularOf(plural)).toBe(want);
  });

  it.each([
    ['getProject', true],
    ['delete', false],
    ['2nd', false],
    ['', false],
  ])('%s as an identifier: %s', (name, want) => {
    expect(isIdentifier(name)).toBe(want);
  });
});
