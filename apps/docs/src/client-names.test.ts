import * as client from '@plumbline/client';
import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { errorClass, phraseOf, statusClass } from './client-names.ts';
import { callOf } from './contract-pages/call-of.ts';
import { indexOf } from './contract-pages/contract-index.ts';

const { operations, errors } = indexOf(contract);
const exported: Readonly<Record<string, unknown>> = client;
const api: Readonly<Record<string, unknown>> = { ...new client.Client({ apiKey: 'sk_test_of_no_server' }) };

/** What an error class of the client stands for. */
function standsFor(name: string): unknown[] {
  return ['code', 'status'].map((property) => Reflect.get(Object(exported[name]), property));
}

describe('callOf', () => {
  it.each(operations.map((operation) => [callOf(operation), operation] as const))('%s is a call of the client', (call) => {
    const [, namespace = '', method = ''] = /^client\.(\w+)\.(\w+)\(/.exec(call) ?? [];
    expect(Reflect.get(Object(api[namespace]), method)).toBeTypeOf('function');
  });

  it.each([
    ['updateProject', 'client.projects.update(project_id, body)'],
    ['listProjects', 'client.projects.list(query)'],
    ['getDelivery', 'client.webhooks.getDelivery(webhook_id, delivery_id)'],
    ['getStatus', 'client.status.get()'],
  ])('names the arguments of %s', (id, call) => {
    expect(operations.filter((operation) => operation.id === id).map(callOf)).toEqual([call]);
  });
});

describe('errorClass', () => {
  it.each(errors.map(({ code, status }) => [code, status] as const))('is the class that the client has for %s', (code, status) => {
    expect(standsFor(errorClass(code))).toEqual([code, status]);
    expect(standsFor(statusClass(status))).toEqual([undefined, status]);
  });
});

describe('phraseOf', () => {
  it('is that of RFC 9110, where Node has older ones', () => {
    expect([200, 304, 413, 422].map(phraseOf)).toEqual(['OK', 'Not Modified', 'Content Too Large', 'Unprocessable Content']);
  });

  it('says what to do about a status that the contract does not have', () => {
    expect(() => phraseOf(418)).toThrow('The client has no phrase of the status 418: it is not in the contract that client-names.gen.ts was made from. Run `npm run generate`.');
  });
});
