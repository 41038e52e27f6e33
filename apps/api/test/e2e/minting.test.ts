import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { accountRows, changes } from './harness/account-rows.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { OVERREACHES, OVERREACHES_OF_NEW, STRONGER, weak } from './harness/minting.ts';
import type { Answer, ErrorBody } from './harness/send.ts';
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

/** Sends a request that must change nothing at all, nor leave an entry in the audit log. */
async function attempt(key: string, method: string, path: string, json?: object): Promise<Answer> {
  const before = await accountRows(database().db, world.own, world.stranger);
  const answer = await api.send(method, path, { key, json });
  expect(changes(before, await accountRows(database().db, world.own, world.stranger))).toEqual([]);
  expect(answer.text).not.toMatch(/sk_(live|test)_/);
  expect(api.breaches.splice(0)).toEqual([]);
  return answer;
}

function refusal({ status, json }: Answer) {
  const { code, details }: Partial<ErrorBody> = json.error ?? {};
  return { status, code, pointers: details?.map(({ pointer }) => pointer) };
}

const exceeded = (pointers?: string[]) => ({ status: 403, code: 'grant_exceeded', pointers });

describe.each(VERSIONS)('a key of $name cannot', ({ contract: { basePath } }) => {
  it.each(Object.entries({ ...OVERREACHES, ...OVERREACHES_OF_NEW }))('make one for %s', async (_what, { maker, wanted, pointers }) => {
    const place = world.own.live;
    const { key } = await issue(world.store, place, maker(place));

    expect(refusal(await attempt(key, 'POST', `${basePath}/keys`, { name: 'More', ...wanted(world) }))).toEqual(exceeded(pointers));
  });

  it.each(Object.entries(OVERREACHES))('change one, or itself, to have %s', async (_what, { maker, wanted, pointers }) => {
    const place = world.own.live;
    const own = await issue(world.store, place, maker(place));
    const weaker = await issue(world.store, place, { ...weak(place), scopes: [] });

    for (const { id } of [own, weaker]) {
      expect(refusal(await attempt(own.key, 'PATCH', `${basePath}/keys/${id}`, wanted(world)))).toEqual(exceeded(pointers));
      expect(refusal(await attempt(own.key, 'PATCH', `${basePath}/keys/${id}`, { name: 'More', ...wanted(world) }))).toEqual(exceeded(pointers));
    }
  });

  it.each(Object.entries(STRONGER))('change or rotate one that %s', async (_what, more) => {
    const place = world.own.live;
    const { key } = await issue(world.store, place, weak(place));
    const stronger = await issue(world.store, place, { ...weak(place), ...more });
    const path = `${basePath}/keys/${stronger.id}`;

    for (const json of [{ name: 'Mine' }, { scopes: [] }, { allowed_addresses: ['127.0.0.1'] }, { expires_at: new Date(Date.now() + 60_000).toISOString() }]) {
      expect(refusal(await attempt(key, 'PATCH', path, json))).toEqual(exceeded());
    }
    for (const json of [undefined, {}, { overlap_seconds: 0 }, { overlap_seconds: 604_800 }]) {
      expect(refusal(await attempt(key, 'POST', `${path}/rotate`, json))).toEqual(exceeded());
    }
    expect((await api.send('GET', `${basePath}/projects`, { key: stronger.key })).status).toBe(200);
  });

  it.each(['otherProject', 'sandbox', 'account', 'stranger'] as const)('see one that is stronger by what it is of: %s', async (whose) => {
    const { live, sandbox } = world.own;
    const { key } = await issue(world.store, live, { projectId: live.project });
    const { id } = await {
      otherProject: () => issue(world.store, live, { projectId: live.otherProject }),
      sandbox: () => issue(world.store, sandbox, { projectId: live.project }),
      account: () => issue(world.store, live),
      stranger: () => issue(world.store, world.stranger.live, { projectId: live.project }),
    }[whose]();

    const unseen = { status: 404, code: 'key_not_found', pointers: undefined };
    expect(refusal(await attempt(key, 'PATCH', `${basePath}/keys/${id}`, { name: 'Mine' }))).toEqual(unseen);
    expect(refusal(await attempt(key, 'POST', `${basePath}/keys/${id}/rotate`))).toEqual(unseen);
    expect(refusal(await attempt(key, 'DELETE', `${basePath}/keys/${id}`))).toEqual(unseen);
  });

  it.each(['project_id', 'environment', 'user_id', 'prefix', 'secret', 'rate_limit', 'account_id'])('change the %s of one', async (name) => {
    const { key, id } = await issue(world.store, world.own.live);

    const answer = await attempt(key, 'PATCH', `${basePath}/keys/${id}`, { name: 'More', [name]: null });

    expect(refusal(answer)).toEqual({ status: 422, code: 'validation_failed', pointers: [`/${name}`] });
  });

  it.each([
    ['nobody has', () => 'prj_none'],
    ['has no name', () => ''],
    ['is of another account', () => world.stranger.live.project],
    ['is of the other environment', () => world.own.sandbox.project],
    ['is no project', () => world.own.live.resource],
  ])('make one for a project that %s', async (_what, project) => {
    const { key } = await issue(world.store, world.own.live);

    const answer = await attempt(key, 'POST', `${basePath}/keys`, { name: 'Nowhere', project_id: project() });

    expect(refusal(answer)).toEqual({ status: 422, code: 'validation_failed', pointers: ['/project_id'] });
  });
});
