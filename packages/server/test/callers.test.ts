import { describe, expect, it } from 'vitest';
import { Failure } from '../src/failure.ts';
import { readEnvelope } from './error-envelope.ts';
import { call, callerOf, notesServer } from './notes-server.ts';
import { contract } from './notes/index.gen.ts';

/** Asks as from behind proxies, and tells which address was seen where. */
async function seen(forwarded: string | undefined, trustsProxy?: (address: string) => boolean) {
  const addresses: string[] = [];
  await using server = await notesServer({
    seams: {
      authenticate: async (_token, { address }) => (addresses.push(address), callerOf('ada')),
      ...(trustsProxy && { trustsProxy }),
    },
    handlers: {
      getNote: ({ address }) => {
        addresses.push(address);
        return { status: 200, body: { id: 'note_1', title: 'Milk' } };
      },
      getHealth: ({ address }) => {
        addresses.push(address);
        return { status: 200, body: { ok: true } };
      },
    },
  });
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  await call(server.url, 'GET', '/v1/notes/note_1', { headers });
  await call(server.url, 'GET', '/v1/health', { headers });
  return addresses;
}

describe('a key that is bound to a project', () => {
  it('may call what the contract does not keep for the whole account', async () => {
    await using server = await notesServer();
    expect((await call(server.url, 'GET', '/v1/notes', { as: 'bound' })).status).toBe(200);
    expect((await call(server.url, 'DELETE', '/v1/notes/note_1')).status).toBe(204);
    const { status, headers, text } = await call(server.url, 'DELETE', '/v1/notes/note_1', { as: 'bound' });
    expect(status).toBe(403);
    expect(readEnvelope({ headers, body: text })).toMatchObject({ code: 'account_key_required' });
    expect(server.breaches).toEqual([]);
  });

  it('hears of a scope that it lacks first, and of the rest of its request not at all', async () => {
    const caller = callerOf('x', { scopes: [], wholeAccount: false });
    await using server = await notesServer({ seams: { authenticate: async () => caller } });
    expect((await call(server.url, 'DELETE', '/v1/notes/note_1?a=1')).json.error.code).toBe('insufficient_scope');
    await using bound = await notesServer();
    expect((await call(bound.url, 'DELETE', '/v1/notes/note_1?a=1', { as: 'bound', headers: { accept: 'text/html' } })).json.error.code).toBe('account_key_required');
  });
});

describe('a key with a limit of its own', () => {
  it('has that one instead of the policy’s, and its headers say so', async () => {
    await using server = await notesServer();
    const { headers } = await call(server.url, 'GET', '/v1/notes', { as: 'rich' });
    expect(headers).toMatchObject({ 'ratelimit-limit': '250', 'ratelimit-remaining': '249', 'x-ratelimit-limit': '250', 'ratelimit-policy': '"minute";q=250;w=60, "burst";q=500;w=1' });
    expect((await call(server.url, 'GET', '/v1/notes')).headers).toMatchObject({ 'ratelimit-limit': '100', 'ratelimit-remaining': '99' });
    expect((await call(server.url, 'GET', '/v1/notes', { as: 'large' })).headers).toMatchObject({ 'ratelimit-limit': '1000', 'ratelimit-remaining': '999' });
  });
});

describe('a credential that is right and refused all the same', () => {
  it('is told what is left, and uses up nothing', async () => {
    await using server = await notesServer();
    for (const _ of [1, 2]) {
      const { status, headers, json } = await call(server.url, 'GET', '/v1/notes', { as: 'elsewhere' });
      expect([status, json.error.message, headers['ratelimit-remaining']]).toEqual([403, 'Not from there.', '100']);
    }
    expect(server.breaches).toEqual([]);
  });
});

function fails(url: string, as: string | null) {
  return call(url, 'GET', '/v1/notes', { as });
}

describe('an address that fails to authenticate', () => {
  const LIMIT = contract.rateLimits.guesses.windows.guesses.limit;

  it.each([
    ['unknown', 'nobody', 401, 'invalid_credentials'],
    ['refused', 'elsewhere', 403, 'insufficient_scope'],
  ])('is told to wait when it has sent too many credentials that are %s', async (_, as, status, code) => {
    await using server = await notesServer();
    for (let attempt = 0; attempt < LIMIT; attempt += 1) expect(await fails(server.url, as)).toMatchObject({ status, json: { error: { code } } });
    const refused = await fails(server.url, as);
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'too_many_failed_attempts' } }, headers: { 'retry-after': '60' } });
    expect(server.breaches).toEqual([]);
  });

  it('is not refused when it then sends the right ones, nor counted when it sends none', async () => {
    await using server = await notesServer();
    for (let attempt = 0; attempt < 2 * LIMIT; attempt += 1) expect((await fails(server.url, null)).status).toBe(401);
    expect((await fails(server.url, 'nobody')).status).toBe(401);
    for (let attempt = 0; attempt < 2 * LIMIT; attempt += 1) await fails(server.url, 'nobody');
    expect((await fails(server.url, 'nobody')).status).toBe(429);
    expect((await fails(server.url, 'writer')).status).toBe(200);
  });
});

describe('the address of a caller', () => {
  it.each([
    ['the socket’s', undefined, undefined, '127.0.0.1'],
    ['the socket’s where no proxy is trusted', '198.51.100.1', undefined, '127.0.0.1'],
    ['what a trusted proxy says', '::ffff:198.51.100.1', (address: string) => address === '127.0.0.1', '198.51.100.1'],
    ['not what was sent to the trusted proxy', '1.2.3.4, 198.51.100.1', (address: string) => address === '127.0.0.1', '198.51.100.1'],
    ['unknown where the trusted proxy says nonsense', 'x', (address: string) => address === '127.0.0.1', 'unknown'],
  ])('is %s, for who lets callers in and for handlers', async (_, forwarded, trustsProxy, want) => {
    expect(await seen(forwarded, trustsProxy)).toEqual([want, want, want]);
  });

  it('may be a reason to refuse, in the words of the application', async () => {
    await using server = await notesServer({
      seams: { authenticate: (_token, { address }) => Promise.reject(new Failure('insufficient_scope', { message: `Not from ${address}.` })) },
    });
    const { status, json } = await call(server.url, 'GET', '/v1/notes');
    expect([status, json.error.message]).toEqual([403, 'Not from 127.0.0.1.']);
    expect(server.breaches).toEqual([]);
  });
});
