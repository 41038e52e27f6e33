import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { prepare } from './harness/operation-requests.ts';
import { keyed, lasting, REPEATABLE, SEALED } from './harness/repeatable.ts';
import { VERSIONS, type OperationId, type Version } from './harness/versions.ts';
import { issue, newWorld } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
beforeAll(async () => void (api = await startApi(database())));
afterAll(() => api[Symbol.asyncDispose]());

/** A caller, a request in order, and what sends it with one idempotency key. */
async function setUp(version: Version, operationId: OperationId) {
  const { store, own } = await newWorld(database().db);
  const { key, id: keyId } = await issue(store, own.sandbox);
  const request = await prepare(version, operationId, own.sandbox, store);
  const idempotencyKey = crypto.randomUUID();
  const send = (as = key) => api.send(request.method, request.path, keyed(idempotencyKey, as, request));
  /** Every octet that is kept of the request. */
  const kept = async () => {
    const rows = await database().db.selectFrom('idempotency_keys').selectAll().where('idempotency_key', '=', idempotencyKey).execute();
    return rows.map(({ answer, fingerprint, ...row }) => Buffer.concat([answer, fingerprint, Buffer.from(JSON.stringify(row))]).toString('latin1')).join('');
  };
  return { store, own, key, keyId, request, send, kept };
}

describe.each(REPEATABLE)('$title', ({ version, operationId }) => {
  it('keeps no secret in clear: no password, no key, and not the one that it gives out', async () => {
    const { key, request, send, kept } = await setUp(version, operationId);
    const { json } = await send();
    const octets = await kept();

    const secrets = [key, json['secret'], (request.json as { password?: string } | undefined)?.password].filter((secret) => typeof secret === 'string');
    expect(secrets.filter((secret) => octets.includes(secret) || octets.includes(Buffer.from(secret).toString('base64')))).toEqual([]);
    // What is not sealed is found, so that the search is one.
    expect(octets.includes(String(json['id']))).toBe(!SEALED.some((sealed) => sealed.operationId === operationId));
  });
});

/** Gives the key of a caller another secret, beside which the old one works on. */
async function rotate(key: string, keyId: string): Promise<string> {
  const { json } = await api.send('POST', `/v1/keys/${keyId}/rotate`, { key, json: { overlap_seconds: 600 } });
  return String(json['secret']);
}

describe.each(SEALED)('$title, whose answer holds a secret', ({ version, operationId }) => {
  it('is told to the secret that it was sent with, and to no other of the same key', async () => {
    const { key, keyId, send } = await setUp(version, operationId);
    const first = await send();
    const other = await rotate(key, keyId);

    const refused = await send(other);
    const again = await send();

    expect([refused.status, refused.json.error.code]).toEqual([422, 'idempotency_key_reused']);
    expect(refused.json.error.message).toContain('only the credential');
    expect([again.headers['idempotent-replayed'], lasting(again)]).toEqual(['true', lasting(first)]);
  });
});

describe.each(REPEATABLE.filter((row) => !SEALED.includes(row)))('$title, whose answer holds none', ({ version, operationId }) => {
  it('is told to every secret of the same key', async () => {
    const { key, keyId, send } = await setUp(version, operationId);
    const first = await send();

    const again = await send(await rotate(key, keyId));

    expect([again.headers['idempotent-replayed'], lasting(again)]).toEqual(['true', lasting(first)]);
  });
});

describe.each(VERSIONS)('$name resetSandbox', (version) => {
  it('forgets what the sandbox has answered, and nothing of live', async () => {
    const { store, own, key, send } = await setUp(version, 'createProject');
    const { key: liveKey } = await issue(store, own.live);
    const live = await prepare(version, 'createProject', own.live, store);
    const sendLive = () => api.send(live.method, live.path, keyed('live', liveKey, live));
    const [first] = [await send(), await sendLive()];

    expect((await api.send('POST', `${version.contract.basePath}/sandbox/reset`, { key })).status).toBe(200);

    const again = await send();
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, undefined]);
    expect(again.json['id']).not.toBe(first.json['id']);
    expect((await sendLive()).headers['idempotent-replayed']).toBe('true');
  });
});
