import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { generous } from '../test/limiters.ts';
import { contract } from '../test/notes/index.gen.ts';
import { operationOf } from '../test/notes-operations.ts';
import { answerError } from './answer-error.ts';
import { ContractBreach } from './contract-breach.ts';
import { fail } from './failure.ts';
import type { Mode } from './seams.ts';

/** Answers an error of `getNote`, and gives what became of it. */
function answered(
  error: unknown,
  prepare: (request: IncomingMessage, response: ServerResponse) => void = () => {},
  { mode = 'test', docUrl = String }: { mode?: Mode; docUrl?: (code: string) => string } = {},
) {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  prepare(request, response);
  const logged: object[] = [];
  const breaches: ContractBreach[] = [];
  const exchange = { request, response, requestId: 'req_1', receivedAt: 0, path: '/', rawQuery: '', headers: { 'X-Request-Id': 'req_1' }, labels: {}, operation: operationOf('getNote') };
  answerError(error, exchange, contract.errors, {
    authenticate: async () => undefined,
    limiter: generous,
    log: { info: () => {}, error: (fields, message) => logged.push({ fields, message }) },
    isUnavailable: () => false,
    now: Date.now,
    docUrl,
    cursorKey: async () => new Uint8Array(),
    onBreach: (breach) => breaches.push(breach),
  }, mode);
  return { status: response.headersSent ? response.statusCode : null, destroyed: response.destroyed, headers: response.getHeaders(), logged, breaches };
}

function begin(request: IncomingMessage, response: ServerResponse): void {
  request.socket.on('error', () => {}); // It was never connected.
  response.flushHeaders();
}

const noText = () => 404 as never;

describe('answerError', () => {
  it('answers a failure and logs nothing', () => {
    expect(answered(fail('note_not_found'))).toMatchObject({ status: 404, headers: { 'x-request-id': 'req_1' }, logged: [], breaches: [] });
  });

  it('logs an error with the id of the request', () => {
    const err = new Error('broken');
    expect(answered(err)).toMatchObject({ status: 500, logged: [{ fields: { request_id: 'req_1', operation: 'getNote', base_path: '/v1', err }, message: 'broken' }] });
  });

  it.each([['text'], [undefined], [null], [0]])('logs that %j was thrown', (thrown) => {
    expect(answered(thrown)).toMatchObject({ status: 500, logged: [{ fields: { err: thrown }, message: 'a handler threw no error' }] });
  });

  it.each([
    ['test', 1],
    ['production', 0],
  ] as const)('in %s holds the answer against the contract, and sends it all the same', (mode, told) => {
    const { status, breaches, logged } = answered(fail('note_not_found'), () => {}, { mode, docUrl: noText });
    expect([status, breaches.length, logged.length]).toEqual([404, told, told]);
    expect(breaches.map(({ message }) => message).join()).toBe(told ? 'getNote broke the contract: in its 404, `/error/doc_url` must be string' : '');
  });

  it('tells of a breach', () => {
    const breach = new ContractBreach('getNote', 'x');
    expect(answered(breach)).toMatchObject({ status: 500, breaches: [breach], logged: [{ fields: { err: breach } }] });
  });

  it('takes a broken percent-encoding that Express finds for a malformed request', () => {
    expect(answered(new URIError('x'))).toMatchObject({ status: 400, logged: [] });
  });

  it('has nobody to tell when the request broke off', () => {
    expect(answered(new Error('aborted'), (request) => void request.destroy())).toMatchObject({ status: null, logged: [] });
  });

  it.each([new Error('broken'), fail('note_not_found', { message: 'broken' })])('cuts an answer that was begun, and logs why: %s', (err) => {
    expect(answered(err, begin)).toMatchObject({ destroyed: true, logged: [{ fields: { request_id: 'req_1', err }, message: 'broken' }] });
  });
});
