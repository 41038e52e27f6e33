import { contract } from '@plumbline/contract';
import { expect, it } from 'vitest';
import { exampleBody } from './example-body.ts';

it.each(contract.events)('the contract’s example of %s is sent as if it happened now, with just three members', (event) => {
  const body = exampleBody(event, new Date('2027-01-02T03:04:05.678Z'));

  const [example] = Object.values(contract.document.webhooks[event].post.requestBody.content['application/json'].examples);
  expect(body).toBe(JSON.stringify({ event, timestamp: '2027-01-02T03:04:05.678Z', data: example?.value.data }));
});
