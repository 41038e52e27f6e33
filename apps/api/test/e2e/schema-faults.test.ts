import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import { deref, exampleRequest, operationNode, type OperationId } from './harness/example-requests.ts';
import { violations, type Violation } from './harness/violations.ts';

const database = testDatabase();
const WITH_BODY = (Object.keys(contract.operations) as OperationId[]).filter((id) => contract.operations[id].body);

function bodySchema(operationId: OperationId) {
  const content = deref(operationNode(operationId)['requestBody'])['content'] as Record<string, { schema: unknown }>;
  return deref(content['application/json']?.schema);
}

describe.each(WITH_BODY)('%s refuses a body that breaks its schema', (operationId) => {
  const { method, path, body = {} } = exampleRequest(operationId);

  it.each(violations(bodySchema(operationId), body).map((one) => [one.what, one] as const))('%s', async (_what, violation: Violation) => {
    await using api = await startApi(database());
    const { liveKey: key } = await newAccount(database().db);
    const before = [await api.send('GET', '/v1/users', { key }), await api.send('GET', '/v1/projects', { key })].map(({ text }) => text);

    const answer = await api.send(method, path, { key, json: violation.body });

    expect([answer.status, answer.json.error.code]).toEqual([422, 'validation_failed']);
    const found = answer.json.error.details?.map(({ in: place, pointer, code }) => ({ place, pointer, code }));
    expect(found).toEqual(violation.faults.map((fault) => ({ place: 'body', ...fault })));
    const after = [await api.send('GET', '/v1/users', { key }), await api.send('GET', '/v1/projects', { key })].map(({ text }) => text);
    expect(after).toEqual(before);
  });
});
