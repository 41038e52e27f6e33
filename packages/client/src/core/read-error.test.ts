import { describe, expect, it } from 'vitest';
import { ConflictError, coreAt, getNote, InProgressError, NoteNotFoundError, NotFoundError } from '../../test/operations.ts';
import { error, json, serve, type Step } from '../../test/scripted-server.ts';
import { ApiError } from './api-error.ts';
import { BaseCore } from './base-core.ts';
import { PlumblineError } from './plumbline-error.ts';

async function caught(step: Step): Promise<unknown> {
  await using server = await serve(step);
  return await coreAt(server.url, { retries: 0 }).call(getNote, { path: ['a'] }).catch((failure: unknown) => failure);
}

describe('an error answer', () => {
  it.each<[string, Step, typeof ApiError, object]>([
    ['of a code that the operation declares', error(404, 'note_not_found'), NoteNotFoundError, { name: 'NoteNotFoundError', code: 'note_not_found', retryable: false }],
    ['of a retryable code', error(409, 'in_progress'), InProgressError, { name: 'InProgressError', retryable: true }],
    ['of another code of a known status', error(404, 'page_not_found'), NotFoundError, { name: 'NotFoundError', code: 'page_not_found', retryable: false }],
    ['of a conflict that is to be tried later', error(409, 'locked', { 'Retry-After': '1' }), ConflictError, { retryable: true }],
    ['of a status that nobody knows', error(418, 'teapot'), ApiError, { name: 'ApiError', status: 418, code: 'teapot', retryable: false }],
    ['of a proxy', (response) => void response.writeHead(502).end('<html>'), ApiError, { code: '', status: 502, requestId: undefined, docUrl: undefined, details: [], retryable: true }],
    ['that is JSON of another kind', json(500, { error: null }), ApiError, { code: '', status: 500, requestId: 'req_1' }],
    ['that is not even an object', json(500, null), ApiError, { code: '' }],
    ['without a body', (response) => void response.writeHead(429).end(), ApiError, { status: 429, retryable: true }],
  ])('%s', async (_what, step, of, want) => {
    const failure = await caught(step);

    expect(failure).toBeInstanceOf(of);
    expect(Object.getPrototypeOf(failure)).toBe(of.prototype);
    expect(failure).toMatchObject(want);
  });

  it('of a code that the operation does not declare has its class where the client knows it', async () => {
    class PageNotFoundError extends NotFoundError {
      static override readonly name = 'PageNotFoundError';
      static override readonly code = 'page_not_found';
    }
    await using server = await serve(error(404, 'page_not_found'));
    const core = new BaseCore({ apiKey: 'sk_test_1', baseUrl: server.url }, { baseUrl: server.url, errors: [NoteNotFoundError, PageNotFoundError] });

    await expect(core.call(getNote, { path: ['a'] })).rejects.toThrow(PageNotFoundError);
  });

  it('has all that there is to know', async () => {
    const details = [{ in: 'body', pointer: '/name', code: 'minLength', message: 'is too short' }];
    const body = { error: { code: 'note_not_found', message: 'There is no note a.', details, request_id: 'req_1', doc_url: 'https://api.example/docs' } };
    const failure = await caught(json(404, body, { 'X-Extra': 'a' }));

    expect(failure).toBeInstanceOf(PlumblineError);
    expect(failure).toMatchObject({ status: 404, requestId: 'req_1', details, docUrl: 'https://api.example/docs', operation: 'getNote', attempts: 1 });
    expect(failure).toHaveProperty('message', 'There is no note a. (getNote, 404, note_not_found, req_1, https://api.example/docs)');
    expect(failure instanceof ApiError && failure.headers.get('x-extra')).toBe('a');
  });
});
