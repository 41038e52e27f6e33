import { describe, expect, it } from 'vitest';
import type { Fault } from '../failure.ts';
import type { RequestValues } from '../request-validator.ts';
import { summary, validate } from './validate.ts';

const values: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
const inBody = (pointer: string, code = 'type'): Fault => ({ in: 'body', pointer, code, message: 'must be string' });
const inQuery = (pointer: string, code = 'type'): Fault => ({ in: 'query', pointer, code, message: 'must be integer' });

describe('validate', () => {
  it('lets pass what has no fault', () => {
    expect(() => validate(values, [], () => [])).not.toThrow();
  });

  it('is 422 when the faults are in the body', () => {
    expect(() => validate(values, [], () => [inBody('/a'), inBody('/b')])).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        details: [inBody('/a'), inBody('/b')],
        message: 'The body does not fit its schema: `/a` must be string (and 1 more).',
      }),
    );
  });

  it('is 400 when a parameter has one, and lists those of the body too', () => {
    expect(() => validate(values, [inQuery('/page')], () => [inBody('/a')])).toThrow(
      expect.objectContaining({
        code: 'invalid_parameter',
        details: [inQuery('/page'), inBody('/a')],
        message: 'A query parameter is not valid: `page` must be integer (and 1 more).',
      }),
    );
  });

  it('does not say of an unreadable parameter that it is missing, too', () => {
    const missing = [inQuery('/page', 'required'), inQuery('/ids', 'required'), { ...inQuery('/page', 'required'), in: 'path' as const }];
    expect(() => validate(values, [inQuery('/page/0')], () => missing)).toThrow(
      expect.objectContaining({ details: [inQuery('/page/0'), ...missing.slice(1)] }),
    );
  });
});

describe('summary', () => {
  it.each([
    [[], 'The request is not valid.'],
    [[inBody('')], 'The body does not fit its schema: The body must be string.'],
    [[{ ...inQuery('/X-Trace'), in: 'header' as const }], 'A header parameter is not valid: `X-Trace` must be integer.'],
  ])('of %j', (faults, want) => {
    expect(summary(faults)).toBe(want);
  });
});
