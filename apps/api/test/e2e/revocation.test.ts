import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStore, type Store } from '../../src/store/store.ts';
import { testDatabase } from '../database.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { VERSIONS } from './harness/versions.ts';
import { issue, newPlaces, newProject } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let store: Store;
beforeAll(async () => {
  api = await startApi(database());
  store = createStore(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(VERSIONS)('in $name', ({ contract: { basePath } }) => {
  const statusOf = async (key: string) => (await api.send('GET', `${basePath}/projects`, { key })).status;

  it('a revoked key is refused at once, with every secret that it has, and is not found any more', async () => {
    const { live } = await newPlaces(database().db);
    const { key: owner } = await issue(store, live);
    const { key, id } = await issue(store, live);
    const rotated = await api.send('POST', `${basePath}/keys/${id}/rotate`, { key: owner, json: { overlap_seconds: 600 } });
    const secrets = [key, String(rotated.json['secret'])];
    expect(await Promise.all(secrets.map(statusOf))).toEqual([200, 200]);

    expect((await api.send('DELETE', `${basePath}/keys/${id}`, { key: owner })).status).toBe(204);

    expect(await Promise.all(secrets.map(statusOf))).toEqual([401, 401]);
    for (const [method, path, json] of [['GET', ''], ['PATCH', '', { name: 'Back' }], ['DELETE', ''], ['POST', '/rotate']] as const) {
      expect((await api.send(method, `${basePath}/keys/${id}${path}`, { key: owner, json })).json.error.code).toBe('key_not_found');
    }
    expect((await api.send('GET', `${basePath}/keys?per_page=100`, { key: owner })).text).not.toContain(id);
    expect(await Promise.all(secrets.map(statusOf))).toEqual([401, 401]);
  });

  it('a key can revoke itself', async () => {
    const { live } = await newPlaces(database().db);
    const { key, id } = await issue(store, live, { scopes: ['keys:write'] });

    expect((await api.send('DELETE', `${basePath}/keys/${id}`, { key })).status).toBe(204);
    expect((await api.send('DELETE', `${basePath}/keys/${id}`, { key })).status).toBe(401);
  });

  it('a project that is deleted takes its keys with it, and no others, and the audit log names each', async () => {
    const { live, sandbox } = await newPlaces(database().db);
    const { key: owner, id: ownerId } = await issue(store, live);
    const project = await newProject(store, live.scope);
    const gone = [await issue(store, live, { projectId: project }), await issue(store, live, { projectId: project })];
    const kept = [await issue(store, live, { projectId: live.project }), await issue(store, sandbox, { projectId: project }), await issue(store, live)];
    const all = [...gone, ...kept].map(({ key }) => key);
    expect(await Promise.all(all.map(statusOf))).toEqual([200, 200, 200, 200, 200]);

    expect((await api.send('DELETE', `${basePath}/projects/${project}`, { key: owner })).status).toBe(204);

    expect(await Promise.all(all.map(statusOf))).toEqual([401, 401, 200, 200, 200]);
    const { json } = await api.send('GET', `${basePath}/audit?action=key.revoked&actor_id=${ownerId}`, { key: owner });
    expect((json['data'] as { target_id: string }[]).map((entry) => entry.target_id).toSorted()).toEqual(gone.map(({ id }) => id).toSorted());
  });

  it('a project that deletes itself by its own key is the last that the key does', async () => {
    const { live } = await newPlaces(database().db);
    const { key } = await issue(store, live, { projectId: live.project });

    expect((await api.send('DELETE', `${basePath}/projects/${live.project}`, { key })).status).toBe(204);
    expect(await statusOf(key)).toBe(401);
  });

  it('a use is shown soon, and changes nothing else of the key', async () => {
    const { live } = await newPlaces(database().db);
    const { key: owner } = await issue(store, live);
    const { key, id } = await issue(store, live);
    const shown = async () => (await api.send('GET', `${basePath}/keys/${id}`, { key: owner })).json;
    const unused = await shown();
    expect(unused['last_used_at']).toBeNull();

    const before = new Date().toISOString();
    await api.send('GET', `${basePath}/projects`, { key });
    const after = new Date().toISOString();
    await vi.waitFor(async () => expect((await shown())['last_used_at']).not.toBeNull(), { timeout: 10_000, interval: 100 });

    const { last_used_at, ...used } = await shown();
    expect({ ...used, last_used_at: null }).toEqual(unused);
    expect([before, last_used_at, after].toSorted()).toEqual([before, last_used_at, after]);
  });

  it('a refused key is not used', async () => {
    const { live } = await newPlaces(database().db);
    const { key, id } = await issue(store, live, { allowedAddresses: ['192.0.2.0/24'] });
    expect(await statusOf(key)).toBe(403);
    const witness = await issue(store, live);
    expect(await statusOf(witness.key)).toBe(200);

    await vi.waitFor(async () => expect((await store.keys.find(live.scope, witness.id))?.last_used_at).not.toBeNull(), { timeout: 10_000, interval: 100 });

    expect((await store.keys.find(live.scope, id))?.last_used_at).toBeNull();
  });

  it.each(['live', 'sandbox'] as const)('the user of a %s key is who made it, also of keys that it has made, until the user is gone', async (environment) => {
    const place = (await newPlaces(database().db))[environment];
    const { key: first, id } = await issue(store, place);
    const { key: owner } = await issue(store, place, { userId: null });
    const child = String((await api.send('POST', `${basePath}/keys`, { key: first, json: { name: 'child', project_id: place.project } })).json['secret']);
    const grandchild = String((await api.send('POST', `${basePath}/keys`, { key: child, json: { name: 'grandchild' } })).json['secret']);
    const rotated = String((await api.send('POST', `${basePath}/keys/${id}/rotate`, { key: owner, json: { overlap_seconds: 60 } })).json['secret']);
    const userOf = async (key: string) => {
      const { status, json } = await api.send('GET', `${basePath}/user`, { key });
      return status === 200 ? json['id'] : json.error.code;
    };
    const keys = [first, child, grandchild, rotated];
    expect(await Promise.all(keys.map(userOf))).toEqual(keys.map(() => place.user));
    expect(await userOf(owner)).toBe('user_not_found');

    await api.send('DELETE', `${basePath}/users/${place.user}`, { key: owner });

    expect(await Promise.all(keys.map(userOf))).toEqual(keys.map(() => 'user_not_found'));
    expect(await Promise.all(keys.map(statusOf))).toEqual([200, 200, 200, 200]);
  });
});
