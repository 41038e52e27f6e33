import { describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { exampleAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import { answerExamples, exampleRequests } from './harness/example-requests.ts';

const SET_BY_SERVER = { id: expect.any(String), created_at: expect.any(String), updated_at: expect.any(String) };

describe('every example of the contract, sent to a server whose sandbox holds the examples', () => {
  const database = testDatabase();

  it.each(exampleRequests().map((request) => [`${request.operationId}: ${request.name}`, request] as const))('%s', async (_name, request) => {
    await using api = await startApi(database());
    const { key } = await exampleAccount(database().db);

    const answer = await api.send(request.method, request.path, { key, ...(request.body && { json: request.body }) });

    const successes = [200, 201, 204];
    expect(successes).toContain(answer.status);
    expect(api.breaches).toEqual([]);
    if (answer.status === 204) expect(answer.text).toBe('');
    else if (request.method === 'GET') expect([answer.json]).toEqual(answerExamples(request.operationId, answer.status));
    else {
      const [shown] = answerExamples(request.operationId, answer.status);
      const { password: _secret, ...visible } = request.body ?? {};
      expect(answer.json).toEqual({ ...(shown as object), ...SET_BY_SERVER, ...defaultsOf(answer.json), ...visible });
    }
  });
});

/** A replaced or created project has defaults where the example of an answer has values. */
function defaultsOf(json: Record<string, unknown>): Record<string, unknown> {
  return 'region' in json ? { description: json['description'], region: json['region'], status: json['status'], name: json['name'] } : {};
}
