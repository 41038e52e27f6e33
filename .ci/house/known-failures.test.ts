import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explains, readKnownFailures } from '../examiner/known-failures.ts';
import { ROOT } from './workspaces.ts';

const entry = {
  check: 'positive_data_acceptance',
  status: 422,
  code: 'validation_failed',
  details: ['network', 'future'],
  operations: ['POST /keys'],
  reason: 'It is so.',
};
const failure = {
  operation: 'POST /keys',
  phase: 'fuzzing',
  check: 'positive_data_acceptance',
  status: 422,
  code: 'validation_failed',
  details: ['network'],
  message: '',
  request: '',
};

describe('a known failure', () => {
  it.each([
    ['one of its details', {}, true],
    ['all of its details', { details: ['future', 'network'] }, true],
    ['another detail', { details: ['network', 'pattern'] }, false],
    ['no detail', { details: [] }, false],
    ['another operation', { operation: 'POST /users' }, false],
    ['another check', { check: 'not_a_server_error' }, false],
    ['another status', { status: 500 }, false],
    ['another code', { code: 'malformed_json' }, false],
  ])('is told by %s: %j', (_what, other, want) => {
    expect(explains(entry, { ...failure, ...other })).toBe(want);
  });

  it('that names no details explains none', () => {
    const { details: _none, operations: _any, ...bare } = entry;
    expect([explains(bare, failure), explains(bare, { ...failure, details: [], operation: 'GET /' })]).toEqual([false, true]);
  });
});

describe('the list of known failures', () => {
  it('has at most five, each with its reason', () => {
    expect(readKnownFailures(readFileSync(join(ROOT, '.ci/schemathesis-known.yaml'), 'utf8')).length).toBeLessThanOrEqual(5);
  });

  it.each([
    ['too many', JSON.stringify(Array.from({ length: 6 }, () => entry)), 'at most 5'],
    ['one without a reason', JSON.stringify([{ ...entry, reason: '' }]), 'says its check, status, code and reason'],
  ])('is refused when it has %s', (_what, text, message) => {
    expect(() => readKnownFailures(text)).toThrow(message);
  });
});
