import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { createStore } from './store.ts';
import { transaction } from './transaction.ts';

const database = testDatabase();
const at = (hour: number) => new Date(Date.UTC(2026, 5, 1, hour));
const OUTAGE = { title: 'Outage', impact: 'major', components: ['api'], message: 'It is down.', at: at(1) } as const;

const incidents = () => createStore(database().db).incidents;
const post = () => incidents().post({ ...OUTAGE, components: [...OUTAGE.components] });

describe('update', () => {
  it('resolves once, and keeps that time', async () => {
    const { id } = await post();
    await incidents().update(id, { status: 'resolved', message: 'Up.', at: at(2) });

    expect(await incidents().update(id, { status: 'resolved', message: 'The reason was x.', at: at(3) })).toMatchObject({ status: 'resolved', resolved_at: at(2) });
  });

  it('opens again what was resolved too early', async () => {
    const { id } = await post();
    await incidents().update(id, { status: 'resolved', message: 'Up.', at: at(2) });

    expect(await incidents().update(id, { status: 'investigating', message: 'Down again.', at: at(3) })).toMatchObject({ status: 'investigating', resolved_at: null });
  });

  it.each(['inc_0', 'inc_\0'])('finds nothing under %j', async (id) => {
    expect(await incidents().update(id, { status: 'monitoring', message: 'x', at: at(1) })).toBeUndefined();
  });
});

describe('listRecent', () => {
  it('gives what is open however old, and what was open since then, newest first, each with its own updates', async () => {
    await database().db.deleteFrom('incidents').execute();
    const open = await post();
    const recent = await incidents().post({ ...OUTAGE, components: ['sandbox'], at: at(4) });
    const old = await incidents().post({ ...OUTAGE, components: ['sandbox'], at: at(2) });
    await incidents().update(old.id, { status: 'resolved', message: 'Up.', at: at(3) });
    const resolved = await incidents().update(recent.id, { status: 'resolved', message: 'Up.', at: at(6) });

    expect(await incidents().listRecent(at(5))).toEqual([resolved, open]);
    expect((await incidents().listRecent(at(3))).map(({ id }) => id)).toEqual([recent.id, old.id, open.id]);
  });
});

it('posts nothing in a transaction that is rolled back', async () => {
  const before = await incidents().listRecent(at(0));
  const failed = transaction(database().db, async (trx) => {
    await createStore(trx).incidents.post({ ...OUTAGE, components: ['api'] });
    throw new Error('no');
  });

  await expect(failed).rejects.toThrow('no');
  expect(await incidents().listRecent(at(0))).toEqual(before);
});
