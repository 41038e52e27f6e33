import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { authenticate } from './authenticate.ts';

const ADA = { scopes: ['notes:read'], limitKey: 'ada', plan: 'small', limit: null, wholeAccount: true };

/** Walks through the step and notes which tokens were looked up. */
async function walk(authorization: string | undefined) {
  const verified: string[] = [];
  const verify = async (token: string) => {
    verified.push(token);
    return token === 'tok' ? ADA : undefined;
  };
  const request = { headers: { authorization } } as IncomingMessage; // The step reads nothing else.
  const outcome = await authenticate(request, verify).catch((error: unknown) => error);
  return { outcome, verified };
}

describe('authenticate', () => {
  it.each([['Bearer tok'], ['bearer tok'], ['BEARER tok'], ['Bearer   tok'], ['Bearer tok ']])('knows the caller by %j', async (header) => {
    expect(await walk(header)).toEqual({ outcome: ADA, verified: ['tok'] });
  });

  it('asks for a key where there is none, without an error in the challenge', async () => {
    const { outcome, verified } = await walk(undefined);
    expect(outcome).toMatchObject({ code: 'missing_credentials', headers: { 'WWW-Authenticate': 'Bearer' } });
    expect(verified).toEqual([]);
  });

  it.each([['Basic x'], ['Basic xxbearerxx'], ['Basic bearer tok'], ['Bearertok'], ['Bearer\ttok'], ['Digest bearer'], ['tok'], ['']])(
    'refuses the other scheme of %j with a bare challenge',
    async (header) => {
      const { outcome, verified } = await walk(header);
      expect(outcome).toMatchObject({ code: 'invalid_credentials', headers: { 'WWW-Authenticate': 'Bearer' } });
      expect(verified).toEqual([]);
    },
  );

  it.each([['Bearer'], ['Bearer '], ['Bearer a b'], ['Bearer ä'], ['Bearer tok,'], ['Bearer "tok"'], ['Bearer =tok'], ['Bearer tok, Bearer tok'], ['bearer tok\u0000']])(
    'refuses %j, which is no token, without a look-up',
    async (header) => {
      const { outcome, verified } = await walk(header);
      expect(outcome).toMatchObject({ code: 'invalid_credentials', headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
      expect(verified).toEqual([]);
    },
  );

  it.each([['Bearer unknown'], ['Bearer a.b~c+d/e-f_g=='], [`Bearer ${'a'.repeat(10_000)}`]])('refuses a token that nobody has: %.30j', async (header) => {
    const { outcome, verified } = await walk(header);
    expect(outcome).toMatchObject({ code: 'invalid_credentials', headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
    expect(verified).toHaveLength(1);
  });

  it('passes on what goes wrong while a token is looked up', async () => {
    const request = { headers: { authorization: 'Bearer tok' } } as IncomingMessage; // As above.
    await expect(authenticate(request, () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  });
});
