import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { generous } from '../../test/limiters.ts';
import { callerOf, SEAMS, type Caller } from '../../test/notes-server.ts';
import { operationOf } from '../../test/notes-operations.ts';
import { admit } from './admit.ts';
import type { Exchange } from './exchange.ts';

/** Lets somebody in to an operation, and tells whom, what was asked of the seams, and what the caller is told. */
async function admitted(id: Parameters<typeof operationOf>[0], caller: Caller, authorization = 'Bearer tok') {
  const asked: unknown[] = [];
  const request = new IncomingMessage(new Socket());
  request.headers = { authorization };
  const exchange: Exchange = { request, response: new ServerResponse(request), requestId: 'req_1', receivedAt: 0, path: '/', rawQuery: '', headers: {}, labels: {} };
  const seams: typeof SEAMS = {
    ...SEAMS,
    authenticate: async (token, from) => (asked.push([token, from]), caller),
    limiter: { consume: (...call) => (asked.push(call), generous.consume(...call)) },
  };
  const outcome = await admit(exchange, operationOf(id), '198.51.100.1', seams).catch((error: unknown) => error);
  return { outcome, asked, exchange };
}

/** The windows of the policy, the first with a limit. */
function windows(limit: number) {
  return [{ name: 'minute', limit, seconds: 60 }, { name: 'burst', limit: 500, seconds: 1 }];
}

describe('admit', () => {
  it('asks who calls, and from where, and counts it by the policy', async () => {
    const { outcome, asked, exchange } = await admitted('createNote', callerOf('ada'));
    expect(outcome).toEqual(callerOf('ada'));
    expect(asked).toEqual([
      ['tok', { address: '198.51.100.1' }],
      ['ada', 5, 'standard', windows(100)],
    ]);
    expect(exchange.principal).toEqual(callerOf('ada'));
    expect(exchange.headers).toMatchObject({ 'RateLimit-Limit': '100' });
  });

  it('counts by the limit that the caller has', async () => {
    const { asked, exchange } = await admitted('getNote', callerOf('ada', { limit: 250 }));
    expect(asked[1]).toEqual(['ada', 1, 'standard', windows(250)]);
    expect(exchange.headers).toMatchObject({ 'RateLimit-Limit': '250' });
  });

  it('asks nobody where the operation is public', async () => {
    expect(await admitted('getHealth', callerOf('ada'))).toMatchObject({ outcome: undefined, asked: [] });
  });

  it.each([
    ['insufficient_scope', callerOf('ada', { scopes: [], wholeAccount: false })],
    ['account_key_required', callerOf('ada', { wholeAccount: false })],
  ])('refuses with %s, and counts all the same', async (code, caller) => {
    const { outcome, asked } = await admitted('deleteNote', caller);
    expect(outcome).toMatchObject({ code });
    expect(asked).toHaveLength(2);
  });
});
