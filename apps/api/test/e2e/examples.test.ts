import { describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { exampleAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';
import { answerExamples, exampleRequests, type ExampleRequest } from './harness/example-requests.ts';
import type { Answer } from './harness/send.ts';

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
    expect(answer.json).toEqual(expectedOf(request, answer));
  });
});

/** What the contract shows for the answer; where something was written, what was sent and what the server sets. */
function expectedOf({ operationId, method, body = {} }: ExampleRequest, { status, json }: Answer): unknown {
  if (status === 204) return {};
  const [shown] = answerExamples(operationId, status);
  if (method === 'GET') return shown;

  const { password: _secret, ...visible } = body;
  const defaults = Object.fromEntries(['description', 'region', 'status'].filter((name) => name in json).map((name) => [name, json[name]]));
  return { ...(shown as object), ...SET_BY_SERVER, ...defaults, ...visible };
}
