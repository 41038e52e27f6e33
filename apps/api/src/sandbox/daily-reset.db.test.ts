import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newScopes } from '../../test/accounts.ts';
import { testDatabase } from '../../test/database.ts';
import { contractExamples } from '../seed/contract-examples.ts';
import { createStore } from '../store/store.ts';
import { lastReset, resetDue, startDailyReset } from './daily-reset.ts';

const database = testDatabase();
const examples = contractExamples();
const HOUR = 3;
/** Far ahead, so that every account of this database was last reset before it. */
const DAY_1 = new Date('2040-03-06T03:00:00.000Z');

describe('lastReset', () => {
  it.each([
    ['2026-03-06T02:59:59.999Z', '2026-03-05T03:00:00.000Z'],
    ['2026-03-06T03:00:00.000Z', '2026-03-06T03:00:00.000Z'],
    ['2026-03-06T23:59:59.999Z', '2026-03-06T03:00:00.000Z'],
  ])('at %s it was %s', (now, want) => {
    expect(lastReset(HOUR, new Date(now)).toISOString()).toBe(want);
  });
});

const accounts: Awaited<ReturnType<typeof newScopes>>[] = [];
beforeAll(async () => {
  for (let count = 0; count < 3; count += 1) accounts.push(await newScopes(database().db));
});

let logged: Record<string, unknown>[] = [];
const log = { info: () => {}, error: (fields: object) => void logged.push({ ...fields }) };
beforeEach(() => void (logged = []));

const reset = (now: Date, signal?: AbortSignal) => resetDue({ db: database().db, examples, hour: HOUR, log }, now, signal);

const projects = async (index: number) => {
  const { sandbox } = accounts[index] ?? (await newScopes(database().db));
  const rows = await database().db.selectFrom('projects').select('id').where('account_id', '=', sandbox.accountId).where('environment', '=', 'sandbox').orderBy('id').execute();
  return rows.map(({ id }) => id);
};

describe('resetDue', () => {
  it('puts every sandbox back once a day, however many processes try', async () => {
    const done = await Promise.all([reset(DAY_1), reset(DAY_1), reset(DAY_1)]);

    expect(done.reduce((sum, count) => sum + count, 0)).toBe(accounts.length);
    expect(await projects(0)).toEqual(examples.projects.map(({ id }) => id).toSorted());
    expect(await reset(new Date(DAY_1.getTime() + 60_000))).toBe(0);
    expect(await reset(new Date(DAY_1.getTime() + 24 * 60 * 60 * 1000))).toBe(accounts.length);
  });

  it('leaves live data alone', async () => {
    const { live } = accounts[0] ?? (await newScopes(database().db));
    const mine = await createStore(database().db).projects.insert(live, { name: 'mine', description: null, region: 'us-east' });

    await reset(new Date('2041-01-01T03:00:00.000Z'));

    expect((await createStore(database().db).projects.find(live, mine.id))?.name).toBe('mine');
  });

  it('goes on to the others when one sandbox cannot be put back, and tries that one again', async () => {
    const { db } = database();
    const [bad = ''] = accounts.map(({ sandbox }) => sandbox.accountId).toSorted();
    await sql`create function refuse_project() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`.execute(db);
    await sql`create trigger refuse_project before insert on projects for each row when (new.account_id = ${sql.lit(bad)}) execute function refuse_project()`.execute(db);
    const later = new Date('2042-01-01T03:00:00.000Z');

    expect(await reset(later)).toBe(accounts.length - 1);
    expect(logged).toEqual([{ err: expect.objectContaining({ message: 'refused' }), accountId: bad }]);

    await sql`drop trigger refuse_project on projects`.execute(db);
    expect(await reset(later)).toBe(1);
  });

  it('begins no other sandbox once it is to end', async () => {
    const later = new Date('2043-01-01T03:00:00.000Z');

    expect(await reset(later, AbortSignal.abort())).toBe(0);
    expect(await reset(later)).toBe(accounts.length);
  });
});

describe('startDailyReset', () => {
  it('looks at once, and ends when what it began is done', async () => {
    const { db } = database();
    await db.updateTable('settings').set({ sandbox_reset_at: new Date('2020-01-01T00:00:00.000Z') }).where('environment', '=', 'sandbox').execute();
    const counts: number[] = [];

    const stop = startDailyReset({ db, examples, hour: HOUR, log: { ...log, info: (fields: object) => void counts.push((fields as { count: number }).count) } });
    await expect.poll(() => counts).toEqual([accounts.length]);
    await stop();

    expect(logged).toEqual([]);
  });
});
