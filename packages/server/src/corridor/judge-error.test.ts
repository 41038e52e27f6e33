import { describe, expect, it } from 'vitest';
import { contract } from '../../test/notes/index.gen.ts';
import { operationOf } from '../../test/notes-operations.ts';
import type { CompiledOperation } from '../compile-operation.ts';
import { ContractBreach } from '../contract-breach.ts';
import { fail } from '../failure.ts';
import { judgeError } from './judge-error.ts';

const isUnavailable = (error: unknown) => error instanceof Error && error.message === 'gone';
const judge = (error: unknown, operation?: CompiledOperation) => judgeError(error, operation, contract.errors, isUnavailable);

describe('judgeError', () => {
  it('tells a failure that the operation declares as it is', () => {
    const failure = fail('note_not_found');
    expect(judge(failure, operationOf('getNote'))).toEqual({ failure });
  });

  it.each([['not_found'], ['malformed_request'], ['uri_too_long']])('tells %s, which is the server’s, wherever it is thrown', (code) => {
    const failure = fail(code);
    expect(judge(failure, operationOf('getHealth'))).toEqual({ failure });
  });

  it('tells every failure of the catalogue before an operation is known', () => {
    const failure = fail('missing_credentials');
    expect(judge(failure)).toEqual({ failure });
  });

  it.each([
    ['whose status the operation declares with another code', 'validation_failed', 'getNote'],
    ['whose status the operation does not declare', 'note_not_found', 'getHealth'],
    ['that stands beside it in the same status', 'not_declared', 'getNote'],
    ['that is not in the catalogue', 'no_such_code', 'getNote'],
    ['that is a property of every object', 'constructor', 'getNote'],
  ] as const)('takes a failure %s for a breach of the contract', (_, code, id) => {
    const error = fail(code);
    const { failure, fault, breach } = judge(error, operationOf(id));
    expect(failure.code).toBe('internal_error');
    expect(fault).toBe(error);
    expect(breach?.message).toBe(`${id} broke the contract: it threw \`${code}\`, which it does not declare`);
    expect(breach?.cause).toBe(error);
  });

  it('tells of a breach of the contract and nothing of it to the caller', () => {
    const error = new ContractBreach('getNote', 'the handler returned 418');
    expect(judge(error, operationOf('getNote'))).toEqual({ failure: expect.objectContaining({ code: 'internal_error' }), fault: error, breach: error });
  });

  it('takes what is out of reach for a 503', () => {
    const error = new Error('gone');
    expect(judge(error, operationOf('getNote'))).toEqual({ failure: expect.objectContaining({ code: 'service_unavailable' }), fault: error });
  });

  it.each([[new Error('select * from users')], ['text'], [undefined], [null], [{ status: 404 }], [Object.assign(new Error('x'), { status: 401, code: 'note_not_found' })]])(
    'takes %s for a 500 that says nothing',
    (error) => {
      const { failure, fault, breach } = judge(error, operationOf('getNote'));
      expect(failure).toMatchObject({ code: 'internal_error', message: 'Something failed on our side. Tell support the request id.' });
      expect(fault).toBe(error);
      expect(breach).toBeUndefined();
    },
  );
});
