import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { keyStore } from './keys.ts';
import type { ListRequest } from '@plumbline/server';
import type { ApiKeyRow, Scope } from './schema.ts';
import { createStore } from './store.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const NEW = { name: 'CI', user_id: null, project_id: null, scopes: ['a', 'b'], allowed_addresses: ['192.0.2.0/24'], expires_at: null };
const NOW = new Date('2026-06-01T00:00:00.000Z');
const FIRST: ListRequest = { filters: [], sort: { field: 'created_at', descending: false }, window: { kind: 'page', page: 1, perPage: 50 } };

let keys: ReturnType<typeof keyStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;
let secrets = 0;

const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

beforeEach(async () => {
  const { db } = database();
  keys = keyStore(db);
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
});

function secret() {
  secrets += 1;
  const lookup = `lookup${secrets}`;
  return { lookup, hash: new Uint8Array(32).fill(secrets), prefix: `sk_live_${lookup}` };
}

const add = (scope: Scope, key: Partial<ApiKeyRow> = {}) => keys.insert(scope, { ...NEW, ...key }, secret());
const namesOf = async (scope: Scope, list: Partial<ListRequest> = {}) => (await keys.list(scope, { ...FIRST, ...list })).rows.map(({ name }) => name);

/** The moment at which a secret ends: null for never, undefined when there is no such secret. */
const endOf = async (lookup: string) => (await keys.findByLookup(lookup))?.secret_expires_at;

describe('insert and find', () => {
  it('keeps what is given, and has no secret in its row', async () => {
    const { prefix, ...hidden } = secret();
    const made = await keys.insert(mine, { ...NEW, project_id: 'prj_1', expires_at: NOW }, { ...hidden, prefix });

    expect(made).toEqual({
      ...NEW,
      id: expect.stringMatching(/^key_[0-9A-Za-z]{22}$/),
      account_id: mine.accountId,
      environment: 'live',
      project_id: 'prj_1',
      prefix,
      rate_limit: null,
      expires_at: NOW,
      revoked_at: null,
      last_used_at: null,
      created_at: expect.any(Date),
      updated_at: made.created_at,
    });
    expect(await keys.find(mine, made.id)).toEqual(made);
    expect(await keys.findByLookup(hidden.lookup)).toMatchObject({ id: made.id, hash: expect.objectContaining(hidden.hash), project_id: 'prj_1', plan: 'free' });
  });

  it('makes nothing when the lookup is taken', async () => {
    const taken = secret();
    await keys.insert(mine, NEW, taken);

    await expect(keys.insert(mine, NEW, taken)).rejects.toThrow('key_secrets');
    expect(await namesOf(mine)).toHaveLength(1);
  });

  it('makes keys of its own project only, in a scope that is bound to one', async () => {
    expect(await add({ ...mine, projectId: 'prj_1' }, { project_id: 'prj_2' })).toMatchObject({ project_id: 'prj_1' });
    expect(await add({ ...mine, projectId: 'prj_1' })).toMatchObject({ project_id: 'prj_1' });
  });
});

describe('list', () => {
  it('shows what is not revoked, expired keys too', async () => {
    await add(mine, { name: 'good' });
    await add(mine, { name: 'expired', expires_at: new Date(0) });
    const revoked = await add(mine, { name: 'revoked' });
    await keys.revoke(mine, revoked.id);

    expect(await namesOf(mine)).toEqual(['good', 'expired']);
  });

  it('sorts by code point and pages in either direction', async () => {
    for (const name of ['b', 'a', 'B', 'ä', 'a']) await add(mine, { name });
    const sort = { field: 'name', descending: true };
    const page = (number: number) => namesOf(mine, { sort, window: { kind: 'page', page: number, perPage: 2 } });

    expect(await namesOf(mine, { sort: { field: 'name', descending: false } })).toEqual(['B', 'a', 'a', 'b', 'ä']);
    expect([await page(1), await page(2), await page(3), await page(4)]).toEqual([['ä', 'b'], ['a', 'a'], ['B'], []]);
    expect((await keys.list(mine, { ...FIRST, window: { kind: 'page', page: 9, perPage: 2 } })).total).toBe(5);
  });

  it.each(['created_at', 'name'])('walks by %s with a cursor and gives each key once', async (field) => {
    for (const name of ['b', 'a', 'a', 'c', 'a']) await add(mine, { name });
    await database().db.updateTable('api_keys').set({ created_at: NOW }).where('account_id', '=', mine.accountId).execute();

    for (const descending of [false, true]) {
      const walked: string[] = [];
      let position: Parameters<typeof keys.list>[1]['window'] = { kind: 'cursor', perPage: 2, after: undefined };
      for (;;) {
        const { rows, next, total } = await keys.list(mine, { ...FIRST, sort: { field, descending }, window: position });
        walked.push(...rows.map(({ id }) => id));
        expect(total).toBeUndefined();
        if (!next) break;
        position = { kind: 'cursor', perPage: 2, after: next };
      }
      const whole = await keys.list(mine, { ...FIRST, sort: { field, descending } });
      expect(walked).toEqual(whole.rows.map(({ id }) => id));
    }
  });

  it('filters', async () => {
    await add(mine, { name: 'one', project_id: 'prj_1' });
    await add(mine, { name: 'two', project_id: 'prj_2' });
    const { created_at } = await add(mine, { name: 'none' });
    const moment = created_at.toISOString();

    expect(await namesOf(mine, { filters: [{ field: 'project_id', operator: 'eq', value: 'prj_1' }] })).toEqual(['one']);
    expect(await namesOf(mine, { filters: [{ field: 'created_at', operator: 'gte', value: moment }] })).toContain('none');
    expect(await namesOf(mine, { filters: [{ field: 'created_at', operator: 'lt', value: moment }] })).not.toContain('none');
    await expect(namesOf(mine, { filters: [{ field: 'prefix', operator: 'eq', value: 'sk_' }] })).rejects.toThrow('There is no field "prefix"');
  });
});

describe('update', () => {
  it('changes what is given and the time of the change', async () => {
    const made = await add(mine);
    await database().db.updateTable('api_keys').set({ updated_at: new Date(0) }).where('id', '=', made.id).execute();
    const changed = await keys.update(mine, made.id, { name: 'renamed', allowed_addresses: [], scopes: undefined });

    expect(changed).toEqual({ ...made, name: 'renamed', allowed_addresses: [], updated_at: expect.any(Date) });
    expect(changed?.updated_at.getTime()).toBeGreaterThan(0);
    expect(await keys.find(mine, made.id)).toEqual(changed);
  });

  it('does nothing when the guard, which sees the row, throws', async () => {
    const made = await add(mine);
    const seen: ApiKeyRow[] = [];
    const guard = (row: ApiKeyRow) => {
      seen.push(row);
      throw new Error('stronger than you');
    };

    await expect(keys.update(mine, made.id, { name: 'renamed' }, guard)).rejects.toThrow('stronger than you');
    await expect(keys.revoke(mine, made.id, guard)).rejects.toThrow('stronger than you');
    await expect(keys.rotate(mine, made.id, { secret: secret(), oldUntil: NOW, now: NOW }, guard)).rejects.toThrow('stronger than you');
    expect(seen).toEqual([made, made, made]);
    expect(await keys.find(mine, made.id)).toEqual(made);
  });

  it('takes part in the transaction that its store was created on', async () => {
    const made = await add(mine);
    const work = transaction(database().db, async (trx) => {
      await createStore(trx).keys.update(mine, made.id, { name: 'renamed' });
      await createStore(trx).keys.insert(mine, NEW, secret());
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await namesOf(mine)).toEqual([NEW.name]);
  });
});

describe('rotate', () => {
  it('replaces the secret at once', async () => {
    const [old, fresh] = [secret(), secret()];
    const { id } = await keys.insert(mine, NEW, old);
    const rotated = await keys.rotate(mine, id, { secret: fresh, oldUntil: NOW, now: NOW });

    expect(rotated).toMatchObject({ id, prefix: fresh.prefix });
    expect([await endOf(old.lookup), await endOf(fresh.lookup)]).toEqual([undefined, null]);
  });

  it('lets the old one end later, and never later than it would have', async () => {
    const [first, second, third, fourth] = [secret(), secret(), secret(), secret()];
    const { id } = await keys.insert(mine, NEW, first);
    await keys.rotate(mine, id, { secret: second, oldUntil: after(60), now: NOW });
    await keys.rotate(mine, id, { secret: third, oldUntil: after(600), now: after(1) });
    expect([await endOf(first.lookup), await endOf(second.lookup), await endOf(third.lookup)]).toEqual([after(60), after(600), null]);

    await keys.rotate(mine, id, { secret: fourth, oldUntil: after(100), now: after(61) });
    expect([await endOf(first.lookup), await endOf(second.lookup), await endOf(third.lookup)]).toEqual([undefined, after(100), after(100)]);
  });

  it('lets the old one end with the key, when that is sooner', async () => {
    const old = secret();
    const { id } = await keys.insert(mine, { ...NEW, expires_at: after(30) }, old);
    await keys.rotate(mine, id, { secret: secret(), oldUntil: after(60), now: NOW });

    expect(await endOf(old.lookup)).toEqual(after(30));
  });

  it('changes no secret of another key', async () => {
    const other = secret();
    await keys.insert(mine, NEW, other);
    const { id } = await add(mine);
    await keys.rotate(mine, id, { secret: secret(), oldUntil: NOW, now: NOW });

    expect(await endOf(other.lookup)).toBeNull();
  });

  it('changes nothing when the new secret cannot be kept', async () => {
    const [old, taken] = [secret(), secret()];
    const { id } = await keys.insert(mine, NEW, old);
    await keys.insert(mine, NEW, taken);

    await expect(keys.rotate(mine, id, { secret: taken, oldUntil: NOW, now: NOW })).rejects.toThrow('key_secrets');
    expect(await endOf(old.lookup)).toBeNull();
  });
});

describe('revoke', () => {
  it('ends a key once, and for every scope', async () => {
    const made = await add(mine);
    const revoked = await keys.revoke(mine, made.id);

    expect(revoked).toMatchObject({ id: made.id, revoked_at: expect.any(Date) });
    expect(await keys.revoke(mine, made.id)).toBeUndefined();
    expect(await keys.find(mine, made.id)).toBeUndefined();
    expect(await keys.update(mine, made.id, { name: 'renamed' })).toBeUndefined();
    expect(await keys.rotate(mine, made.id, { secret: secret(), oldUntil: NOW, now: NOW })).toBeUndefined();
    expect(await keys.revokeById(made.id)).toEqual(revoked);
    expect(await keys.setLimit(made.id, 5)).toBeUndefined();
  });

  it('ends the keys of a project, each once', async () => {
    const inProject = [await add(mine, { project_id: 'prj_1' }), await add(mine, { project_id: 'prj_1' })];
    const others = [await add(mine), await add(mine, { project_id: 'prj_2' }), await add(sandbox, { project_id: 'prj_1' }), await add(foreign, { project_id: 'prj_1' })];
    const revoked = await keys.revokeOfProject(mine, 'prj_1');

    expect(revoked.map(({ id }) => id).toSorted()).toEqual(inProject.map(({ id }) => id).toSorted());
    expect(await keys.revokeOfProject(mine, 'prj_1')).toEqual([]);
    expect(await keys.revokeOfProject({ ...mine, projectId: 'prj_1' }, 'prj_2')).toEqual([]);
    for (const { id, account_id: accountId, environment } of others) expect(await keys.find({ accountId, environment }, id)).toBeDefined();
  });
});

describe('setLimit', () => {
  it('sets a limit and takes it back, which is no change that a caller sees', async () => {
    const made = await add(mine);

    expect(await keys.setLimit(made.id, 5)).toEqual({ ...made, rate_limit: 5 });
    expect(await keys.setLimit(made.id, null)).toEqual(made);
    await expect(keys.setLimit(made.id, 0)).rejects.toThrow('rate_limit');
  });
});

describe.each([
  ['another account', () => foreign],
  ['the other environment', () => sandbox],
  ['a project', () => ({ ...mine, projectId: 'prj_1' })],
  ['a project without a name', () => ({ ...mine, projectId: '' })],
])('from %s', (_, scope) => {
  it.each([
    ['of the whole account', null],
    ['of another project', 'prj_2'],
  ])('a key %s is neither seen nor changed', async (__, project_id) => {
    const made = await add(mine, { project_id });

    expect(await keys.list(scope(), FIRST)).toEqual({ rows: [], total: 0 });
    expect(await keys.find(scope(), made.id)).toBeUndefined();
    expect(await keys.update(scope(), made.id, { name: 'taken over' })).toBeUndefined();
    expect(await keys.rotate(scope(), made.id, { secret: secret(), oldUntil: NOW, now: NOW })).toBeUndefined();
    expect(await keys.revoke(scope(), made.id)).toBeUndefined();
    expect(await keys.find(mine, made.id)).toEqual(made);
  });
});

it('a project sees its own keys, and the whole account sees them too', async () => {
  const made = await add(mine, { project_id: 'prj_1' });

  for (const projectId of ['prj_1', null, undefined]) expect((await keys.list({ ...mine, projectId }, FIRST)).rows).toEqual([made]);
});

it.each(['key_\0', '\0', "' or 1=1 --"])('the id %j is of no key', async (id) => {
  expect(await keys.find(mine, id)).toBeUndefined();
  expect(await keys.update(mine, id, { name: 'x' })).toBeUndefined();
  expect(await keys.rotate(mine, id, { secret: secret(), oldUntil: NOW, now: NOW })).toBeUndefined();
  expect(await keys.revoke(mine, id)).toBeUndefined();
  expect(await keys.revokeById(id)).toBeUndefined();
  expect(await keys.setLimit(id, 1)).toBeUndefined();
});
