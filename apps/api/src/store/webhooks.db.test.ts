import { beforeEach, describe, expect, it, vi } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { newId } from './ids.ts';
import type { Scope } from './schema.ts';
import { webhookStore } from './webhooks.ts';

const database = testDatabase();
const NEW = { url: 'https://hooks.example.com/a', description: null, events: ['user.created', '*'], status: 'enabled', secret: Buffer.from('first') } as const;
const FAILED = new Date('2026-03-06T12:00:00.123Z');

let webhooks: ReturnType<typeof webhookStore>;
let mine: Scope;
let sandbox: Scope;
let foreign: Scope;

beforeEach(async () => {
  const { db } = database();
  webhooks = webhookStore(db);
  ({ live: mine, sandbox } = await newScopes(db));
  ({ live: foreign } = await newScopes(db));
});

const insert = (scope: Scope, given: Partial<Parameters<typeof webhooks.insert>[1]> = {}) => webhooks.insert(scope, { ...NEW, events: [...NEW.events], id: newId('whk'), ...given });
const failing = (id: string) => database().db.updateTable('webhooks').set({ first_failed_at: FAILED, status: 'disabled', disabled_reason: 'failing' }).where('id', '=', id).execute();
const unseen = (id: string) => database().db.selectFrom('webhooks').select(['secret', 'previous_secret', 'previous_secret_expires_at', 'first_failed_at']).where('id', '=', id).executeTakeFirstOrThrow();
const secretsOf = async (id: string) => {
  const { secret, previous_secret, previous_secret_expires_at } = await unseen(id);
  return [Buffer.from(secret).toString(), previous_secret && Buffer.from(previous_secret).toString(), previous_secret_expires_at];
};
const refuse = () => {
  throw new Error('not this one');
};

describe('insert and find', () => {
  it('keep what is given, and give out everything but the secret', async () => {
    const made = await insert(mine, { id: 'whk_3FvN8xQs5KdR7mZc2WtJ9b', description: 'Tells the billing service.' });

    expect(made).toEqual({
      id: 'whk_3FvN8xQs5KdR7mZc2WtJ9b',
      url: 'https://hooks.example.com/a',
      description: 'Tells the billing service.',
      events: ['user.created', '*'],
      status: 'enabled',
      disabled_reason: null,
      previous_secret_expires_at: null,
      created_at: expect.any(Date),
      updated_at: made.created_at,
    });
    expect(await webhooks.find(mine, made.id)).toEqual(made);
    expect(await webhooks.list(mine, aPage(1, 10))).toEqual({ rows: [made], total: 1 });
    expect(await secretsOf(made.id)).toEqual(['first', null, null]);
  });

  it('know why one is disabled that is made so', async () => {
    expect(await insert(mine, { status: 'disabled' })).toMatchObject({ status: 'disabled', disabled_reason: 'requested' });
  });
});

describe('update', () => {
  it('changes what is given and leaves the rest', async () => {
    const made = await insert(mine);

    const changed = await webhooks.update(mine, made.id, { events: ['key.created'] });

    expect(changed).toEqual({ ...made, events: ['key.created'], updated_at: changed?.updated_at });
    expect(changed?.updated_at.getTime()).toBeGreaterThan(made.updated_at.getTime());
    expect(await webhooks.find(mine, made.id)).toEqual(changed);
  });

  it.each([
    ['disabled', { status: 'disabled' }, { status: 'disabled', disabled_reason: 'requested' }, FAILED],
    ['enabled', { status: 'enabled' }, { status: 'enabled', disabled_reason: null }, null],
    ['given another URL', { url: 'https://hooks.example.com/b' }, { status: 'disabled', disabled_reason: 'failing' }, null],
    ['given the URL that it has', { url: NEW.url }, { status: 'disabled', disabled_reason: 'failing' }, FAILED],
    ['given both', { url: NEW.url, status: 'enabled' }, { status: 'enabled', disabled_reason: null }, null],
    ['described', { description: 'new' }, { status: 'disabled', disabled_reason: 'failing' }, FAILED],
  ] as const)('of one that fails, when it is %s', async (_, changes, want, since) => {
    const { id } = await insert(mine);
    await failing(id);

    expect(await webhooks.update(mine, id, changes)).toMatchObject(want);
    expect((await unseen(id)).first_failed_at).toEqual(since);
  });

  it('lets the guard see it as it is, and changes nothing when the guard throws', async () => {
    const made = await insert(mine);
    const guard = vi.fn<(row: object) => void>(refuse);

    await expect(webhooks.update(mine, made.id, { description: 'new' }, guard)).rejects.toThrow('not this one');

    expect(guard).toHaveBeenCalledWith(made);
    expect(await webhooks.find(mine, made.id)).toEqual(made);
  });
});

describe('rotate', () => {
  it('keeps the old secret beside the new one, and drops the one before', async () => {
    const { id } = await insert(mine);
    const [first, second] = [new Date('2027-01-01T00:00:00.001Z'), new Date('2027-01-02T00:00:00.002Z')];

    expect((await webhooks.rotate(mine, id, { secret: Buffer.from('second'), oldUntil: first }))?.previous_secret_expires_at).toEqual(first);
    expect(await secretsOf(id)).toEqual(['second', 'first', first]);
    await webhooks.rotate(mine, id, { secret: Buffer.from('third'), oldUntil: second });
    expect(await secretsOf(id)).toEqual(['third', 'second', second]);
    expect((await webhooks.rotate(mine, id, { secret: Buffer.from('fourth'), oldUntil: null }))?.previous_secret_expires_at).toBeNull();
    expect(await secretsOf(id)).toEqual(['fourth', null, null]);
  });

  it('loses no secret of two rotations at once', async () => {
    const { id } = await insert(mine);
    const oldUntil = new Date('2027-01-01T00:00:00.000Z');

    await Promise.all(['a', 'b'].map((text) => webhooks.rotate(mine, id, { secret: Buffer.from(text), oldUntil })));

    expect((await secretsOf(id)).slice(0, 2).toSorted()).toEqual(['a', 'b']);
  });
});

describe('remove', () => {
  it('gives what it was, once, unless the guard throws', async () => {
    const made = await insert(mine);

    await expect(webhooks.remove(mine, made.id, refuse)).rejects.toThrow('not this one');
    expect(await webhooks.remove(mine, made.id, () => {})).toEqual(made);
    expect(await webhooks.remove(mine, made.id)).toBeUndefined();
    expect(await webhooks.find(mine, made.id)).toBeUndefined();
  });
});

it('what is not in the scope, or cannot be an id, is neither seen nor changed', async () => {
  const made = await insert(mine);

  for (const [scope, id] of [[sandbox, made.id], [foreign, made.id], [mine, 'whk_0'], [mine, 'whk_\0']] as const) {
    expect(await webhooks.find(scope, id)).toBeUndefined();
    expect(await webhooks.update(scope, id, { status: 'disabled' })).toBeUndefined();
    expect(await webhooks.update(scope, id, { status: 'disabled' }, () => {})).toBeUndefined();
    expect(await webhooks.rotate(scope, id, { secret: Buffer.from('x'), oldUntil: null })).toBeUndefined();
    expect(await webhooks.remove(scope, id)).toBeUndefined();
  }
  expect(await webhooks.list(sandbox, aPage(1, 10))).toEqual({ rows: [], total: 0 });
  expect(await webhooks.list(mine, aPage(1, 10))).toEqual({ rows: [made], total: 1 });
});
