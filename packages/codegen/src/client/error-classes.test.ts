import { describe, expect, it } from 'vitest';
import { errorClasses } from './error-classes.ts';

const entry = (status: number) => ({ status, title: 'It failed', cause: 'It did.', remedy: 'Do not.', retryable: false });
const classesOf = (catalogue: Record<string, number>) =>
  errorClasses({ openapi: '3.1.0', 'x-error-catalogue': Object.fromEntries(Object.entries(catalogue).map(([code, status]) => [code, entry(status)])) });

describe('errorClasses', () => {
  it.each([
    ['project_not_found', 404, 'ProjectNotFoundError', 'NotFoundError'],
    ['not_found', 404, 'NotFoundCodeError', 'NotFoundError'],
    ['internal_error', 500, 'InternalError', 'InternalServerError'],
    ['service_unavailable', 503, 'ServiceUnavailableCodeError', 'ServiceUnavailableError'],
    ['uri_too_long', 414, 'UriTooLongCodeError', 'UriTooLongError'],
    ['timeout', 504, 'TimeoutCodeError', 'GatewayTimeoutError'],
    ['client_closed', 499, 'ClientClosedError', 'Status499Error'],
  ])('%s of %i is %s below %s', (code, status, name, parent) => {
    expect(classesOf({ [code]: status })).toMatchObject({ codes: [{ name, parent, code }], statuses: [{ name: parent, status }] });
  });

  it('has one class for each status, in their order', () => {
    expect(classesOf({ b: 404, c: 404, a: 400 }).statuses.map(({ status }) => status)).toEqual([400, 404]);
  });
});
