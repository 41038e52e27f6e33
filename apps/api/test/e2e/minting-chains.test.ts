import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { accountRows, changes } from './harness/account-rows.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { OVERREACHES, OVERREACHES_OF_NEW, weak } from './harness/minting.ts';
import type { Answer } from './harness/send.ts';
import { VERSIONS } from './harness/versions.ts';
import { issue, newWorld, type World } from './harness/world.ts';

const database = testDatabase();
let api: ApiServer;
let world: World;
beforeAll(async () => {
  api = await startApi(database());
  world = await newWorld(database().db);
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(VERSIONS)('in $name', ({ contract: { basePath } }) => {
  const keys = `${basePath}/keys`;

  it('a key that names nothing has what its maker has, in every generation, and none makes more', async () => {
    const place = world.own.live;
    const { projectId, scopes, allowedAddresses, expiresAt } = weak(place);
    const grant = { project_id: projectId, environment: 'live', scopes, allowed_addresses: allowedAddresses, expires_at: expiresAt.toISOString(), user_id: place.user };
    let { key } = await issue(world.store, place, weak(place));

    for (const name of ['child', 'grandchild', 'great-grandchild']) {
      const made = await api.send('POST', keys, { key, json: { name } });
      expect(made.json).toMatchObject({ name, ...grant });
      key = String(made.json['secret']);
      const before = await accountRows(database().db, world.own);
      const beyond = Object.values({ ...OVERREACHES, ...OVERREACHES_OF_NEW }).map(async ({ wanted }) => codeOf(await api.send('POST', keys, { key, json: { name: 'More', ...wanted(world) } })));
      expect(new Set(await Promise.all(beyond))).toEqual(new Set(['403 grant_exceeded']));
      expect(changes(before, await accountRows(database().db, world.own))).toEqual([]);
    }
  });

  it('what a maker has not passed on is not won back, nor from the maker', async () => {
    const { key: first, id } = await issue(world.store, world.own.live);
    const narrow = { scopes: ['keys:write', 'keys:read'], project_id: world.own.live.project, allowed_addresses: ['127.0.0.1'], expires_at: new Date(Date.now() + 60_000).toISOString() };
    const child = await api.send('POST', keys, { key: first, json: { name: 'child', ...narrow } });
    const key = String(child.json['secret']);
    const own = `${keys}/${String(child.json['id'])}`;
    const sibling = await issue(world.store, world.own.live, { projectId: narrow.project_id });
    const before = await accountRows(database().db, world.own);

    const tried = [
      await api.send('POST', keys, { key, json: { name: 'More', scopes: ['projects:read'] } }),
      await api.send('PATCH', own, { key, json: { scopes: ['keys:write', 'keys:read', 'projects:read'] } }),
      await api.send('PATCH', own, { key, json: { allowed_addresses: [] } }),
      await api.send('PATCH', own, { key, json: { expires_at: null } }),
      await api.send('POST', `${keys}/${id}/rotate`, { key }),
      await api.send('POST', `${keys}/${sibling.id}/rotate`, { key }),
    ];

    expect(tried.map(codeOf)).toEqual([...Array.from({ length: 4 }, () => '403 grant_exceeded'), '404 key_not_found', '403 grant_exceeded']);
    expect(changes(before, await accountRows(database().db, world.own))).toEqual([]);
  });

  it('a rotated key can do what it could, whoever has rotated it', async () => {
    const place = world.own.live;
    const { key } = await issue(world.store, place);
    const { id } = await issue(world.store, place, { projectId: place.project, scopes: ['projects:read'] });

    const rotated = await api.send('POST', `${keys}/${id}/rotate`, { key });
    const secret = String(rotated.json['secret']);

    expect(rotated.json).toMatchObject({ id, project_id: place.project, scopes: ['projects:read'] });
    expect(codeOf(await api.send('GET', `${basePath}/projects/${place.project}`, { key: secret }))).toBe('200');
    expect(codeOf(await api.send('GET', `${basePath}/projects/${place.otherProject}`, { key: secret }))).toBe('404 project_not_found');
    expect(codeOf(await api.send('DELETE', `${basePath}/projects/${place.project}`, { key: secret }))).toBe('403 insufficient_scope');
  });

  it('a secret in its overlap is good for nothing that outlives it', async () => {
    const { key: old, id } = await issue(world.store, world.own.live);
    const rotated = await api.send('POST', `${keys}/${id}/rotate`, { key: old, json: { overlap_seconds: 600 } });
    const ends = await endOf(old);
    const before = await accountRows(database().db, world.own);

    const tried = [
      await api.send('POST', `${keys}/${id}/rotate`, { key: old }),
      await api.send('POST', `${keys}/${id}/rotate`, { key: old, json: { overlap_seconds: 604_800 } }),
      await api.send('PATCH', `${keys}/${id}`, { key: old, json: { name: 'Mine' } }),
      await api.send('PATCH', `${keys}/${id}`, { key: old, json: { expires_at: ends.toISOString() } }),
      await api.send('PATCH', `${keys}/${id}`, { key: old, json: { expires_at: null } }),
      await api.send('POST', keys, { key: old, json: { name: 'More', expires_at: null } }),
      await api.send('POST', keys, { key: old, json: { name: 'More', expires_at: new Date(ends.getTime() + 1).toISOString() } }),
    ];

    expect(tried.map(codeOf)).toEqual(tried.map(() => '403 grant_exceeded'));
    expect(tried.slice(4).map(({ json }) => json.error.details?.map(({ pointer }) => pointer))).toEqual([['/expires_at'], ['/expires_at'], ['/expires_at']]);
    expect(changes(before, await accountRows(database().db, world.own))).toEqual([]);
    expect((await api.send('POST', keys, { key: old, json: { name: 'Heir' } })).json['expires_at']).toBe(ends.toISOString());
    expect((await api.send('POST', keys, { key: String(rotated.json['secret']), json: { name: 'Heir' } })).json['expires_at']).toBeNull();
  });
});

function codeOf({ status, json }: Answer): string {
  return [status, ...(status >= 400 ? [json.error.code] : [])].join(' ');
}

/** When a secret that was replaced ends. */
async function endOf(key: string): Promise<Date> {
  const [, , body = ''] = key.split('_');
  const secret = await database().db.selectFrom('key_secrets').select('expires_at').where('lookup', '=', body.slice(0, 12)).executeTakeFirstOrThrow();
  if (!secret.expires_at) throw new Error('The secret was not replaced.');
  return secret.expires_at;
}
