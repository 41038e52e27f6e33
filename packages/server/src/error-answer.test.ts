import { describe, expect, it } from 'vitest';
import { contract } from '../test/notes/index.gen.ts';
import { errorAnswer } from './error-answer.ts';
import { fail, type Failure } from './failure.ts';

const answer = (failure: Failure, headers = {}) => errorAnswer(failure, contract.errors, 'req_1', (code) => `https://docs/${code}`, headers);
const bodyOf = (failure: Failure) => JSON.parse(answer(failure).body ?? '') as { error: unknown };

describe('errorAnswer', () => {
  it('takes status and title from the catalogue', () => {
    expect(answer(fail('note_locked'))).toMatchObject({ status: 409, headers: { 'Content-Type': 'application/json' } });
    expect(bodyOf(fail('note_locked'))).toEqual({
      error: { code: 'note_locked', message: 'Note locked.', request_id: 'req_1', doc_url: 'https://docs/note_locked' },
    });
  });

  it('says what happened and where, when that is known', () => {
    const details = [{ in: 'body', pointer: '/a', code: 'type', message: 'must be string' }] as const;
    expect(bodyOf(fail('validation_failed', { message: 'No.', details }))).toMatchObject({ error: { message: 'No.', details } });
  });

  it('has the headers of the request and those of the failure, which win', () => {
    const failure = fail('missing_credentials', { headers: { 'WWW-Authenticate': 'Bearer', A: 'failure', 'Content-Type': 'text/html' } });
    expect(answer(failure, { A: 'request', B: 'request' }).headers).toEqual({
      A: 'failure',
      B: 'request',
      'WWW-Authenticate': 'Bearer',
      'Content-Type': 'application/json',
    });
  });

  it('says when to try again where something is out of reach', () => {
    expect(answer(fail('service_unavailable')).headers).toMatchObject({ 'Retry-After': '1' });
    expect(answer(fail('service_unavailable', { headers: { 'Retry-After': '30' } })).headers).toMatchObject({ 'Retry-After': '30' });
    expect(answer(fail('internal_error')).headers).not.toHaveProperty('Retry-After');
  });

  it('does not make up an error', () => {
    expect(() => answer(fail('no_such_code'))).toThrow('`no_such_code` is not in the catalogue');
  });
});
