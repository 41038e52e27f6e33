import { beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { newWebhook } from '../../test/e2e/harness/background-rows.ts';
import { aPage } from '../../test/list-requests.ts';
import { deliveryStore } from './deliveries.ts';
import { eventStore } from './events.ts';
import type { Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
let events: ReturnType<typeof eventStore>;
let mine: Scope;
let sandbox: Scope;

beforeEach(async () => {
  events = eventStore(database().db);
  ({ live: mine, sandbox } = await newScopes(database().db));
});

const MOMENT = '2026-03-06T12:00:00.000Z';
const project = (id: string) => ({ id, name: 'Ünïcode "1"', description: null, region: 'us-east', status: 'active', created_at: MOMENT, updated_at: MOMENT }) as const;
const user = { id: 'usr_1', name: 'Ada', email: 'ada@example.com', created_at: MOMENT, updated_at: MOMENT };
const listed = async (scope: Scope) => (await events.list(scope, aPage(1, 10))).rows;

/** What does not compile: the lines say so themselves, and would not compile if what follows them did. */
export const REFUSED_BY_THE_COMPILER = (store: ReturnType<typeof eventStore>, scope: Scope) => [
  // @ts-expect-error There is no such event.
  store.emit(scope, 'project.moved', project('prj_1')),
  // @ts-expect-error A project is no user.
  store.emit(scope, 'user.created', project('prj_1')),
  // @ts-expect-error Properties are missing.
  store.emit(scope, 'user.created', { id: 'usr_1', name: 'Ada' }),
  // @ts-expect-error Each of several is held against it.
  store.emitEach(scope, 'user.created', [user, { ...user, email: 5 }]),
];

describe('emit', () => {
  it('keeps what is sent, to the byte: the name, the moment and the object, and nothing else', async () => {
    const before = Date.now();
    await events.emit(mine, 'project.created', project('prj_1'));

    const [row] = await listed(mine);
    expect(row).toMatchObject({ event: 'project.created', project_id: 'prj_1', is_test: false, relayed_at: null });
    expect(row?.body).toBe(JSON.stringify({ event: 'project.created', timestamp: row?.created_at.toISOString(), data: project('prj_1') }));
    expect(row?.created_at.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(await listed(sandbox)).toEqual([]);
  });

  it('is of the transaction that makes the change', async () => {
    const work = transaction(database().db, async (trx) => {
      await eventStore(trx).emit(mine, 'user.created', user);
      throw new Error('changed my mind');
    });

    await expect(work).rejects.toThrow('changed my mind');
    expect(await listed(mine)).toEqual([]);
  });

  it('tells of each of many objects', async () => {
    await events.emitEach(mine, 'project.deleted', Array.from({ length: 2_100 }, (_, index) => project(`prj_${index}`)));
    await events.emitEach(mine, 'project.deleted', []);

    const rows = await database().db.selectFrom('events').select('project_id').where((eb) => eb.and(columnsOf(mine))).execute();
    expect(new Set(rows.map(({ project_id }) => project_id)).size).toBe(2_100);
  });
});

describe('list and find', () => {
  it('show a scope that is bound to a project what is about that project', async () => {
    await events.emit(mine, 'project.created', project('prj_1'));
    await events.emit(mine, 'project.created', project('prj_2'));
    await events.emit(mine, 'user.created', user);
    const other = (await listed(mine)).find(({ project_id }) => project_id === 'prj_2');
    const bound = { ...mine, projectId: 'prj_1' };

    expect((await listed(bound)).map(({ project_id }) => project_id)).toEqual(['prj_1']);
    expect(await events.find(bound, other?.id ?? '')).toBeUndefined();
    expect(await events.find(mine, other?.id ?? '')).toEqual(other);
    expect(await events.find(mine, '\0')).toBeUndefined();
  });

  it('show nothing of what only tries a webhook out', async () => {
    const { db } = database();
    const tried = await deliveryStore(db).insertTest(mine, await newWebhook(db, mine), { event: 'user.created', body: '{}', at: new Date() });
    if (tried === 'webhook_missing') throw new Error('The webhook is there.');

    expect(await listed(mine)).toEqual([]);
    expect(await events.find(mine, tried.event_id)).toBeUndefined();
  });
});
