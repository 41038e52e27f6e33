import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { secretStore } from '../store/secrets.ts';
import { platformKey } from './platform-key.ts';
import { resealSecrets, sealedWith } from './reseal.ts';
import { createSealer } from './sealer.ts';
import { parseSecretsKey } from './secrets-key.ts';

const database = testDatabase();
const key = () => parseSecretsKey(randomBytes(32).toString('base64')) ?? expect.fail('no key');
const [first, second] = [key(), key()];
const before = createSealer({ current: first, previous: [] });
const both = createSealer({ current: second, previous: [first] });
const after = createSealer({ current: second, previous: [] });

beforeEach(async () => {
  await database().db.deleteFrom('secrets').execute();
});

describe('obtain', () => {
  it('makes a secret once, however many ask at the same time', async () => {
    const store = secretStore(database().db, before);
    const all = await Promise.all(Array.from({ length: 20 }, () => store.obtain('cursor', () => randomBytes(32))));

    expect(new Set(all.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
    expect(await store.obtain('cursor', () => expect.fail('made again'))).toEqual(all[0]);
  });

  it('keeps nothing in clear', async () => {
    const { db } = database();
    await secretStore(db, before).obtain('clear', () => Buffer.from('hunter2'));
    const { sealed } = await db.selectFrom('secrets').select('sealed').where('name', '=', 'clear').executeTakeFirstOrThrow();

    expect(Buffer.from(sealed).includes('hunter2')).toBe(false);
  });

  it('does not open a value that was moved to another name', async () => {
    const { db } = database();
    const store = secretStore(db, before);
    await store.obtain('a', () => randomBytes(32));
    await db.updateTable('secrets').set({ name: 'b' }).execute();

    await expect(store.find('b')).rejects.toThrow('What is kept as secrets/b was altered');
  });
});

describe('platformKey', () => {
  it('is the same for every process, and asked for once', async () => {
    const [one, other] = [0, 0].map(() => platformKey('cursor', secretStore(database().db, before)));
    const [first32, again, elsewhere] = await Promise.all([one?.(), one?.(), other?.()]);

    expect(first32).toHaveLength(32);
    expect(again).toBe(first32);
    expect(elsewhere).toEqual(first32);
  });

  it('asks again after a failure', async () => {
    let asked = 0;
    const cursorKey = platformKey('cursor', {
      obtain: async () => {
        asked += 1;
        if (asked === 1) throw new Error('The database is away.');
        return new Uint8Array(32);
      },
    });

    await expect(cursorKey()).rejects.toThrow('away');
    expect(await cursorKey()).toHaveLength(32);
    await cursorKey();
    expect(asked).toBe(2);
  });
});

describe('resealSecrets', () => {
  it('moves everything to the current key, after which the previous one can be dropped', async () => {
    const { db } = database();
    for (const name of ['a', 'b', "odd's\n🔑"]) await secretStore(db, before).obtain(name, () => Buffer.from(`secret of ${name}`));
    await secretStore(db, both).obtain('new', () => Buffer.from('secret of new'));
    await expect(secretStore(db, after).find('a')).rejects.toThrow(before.currentKeyId);

    expect(await sealedWith(db)).toEqual([before.currentKeyId, after.currentKeyId].toSorted());
    expect(await resealSecrets(db, both)).toEqual({ total: 4, moved: 3 });

    expect(await sealedWith(db)).toEqual([after.currentKeyId]);
    for (const name of ['a', 'b', "odd's\n🔑", 'new']) {
      expect(Buffer.from((await secretStore(db, after).find(name)) ?? []).toString()).toBe(`secret of ${name}`);
    }
    expect(await resealSecrets(db, after)).toEqual({ total: 4, moved: 0 });
  });

  it('changes nothing when one of them cannot be opened', async () => {
    const { db } = database();
    await secretStore(db, before).obtain('a', () => Buffer.from('a'));
    await secretStore(db, createSealer({ current: key(), previous: [] })).obtain('z', () => Buffer.from('z'));
    const rows = async () => (await sql`select name, sealed from secrets order by name`.execute(db)).rows;
    const were = await rows();

    await expect(resealSecrets(db, both)).rejects.toThrow('What is kept as secrets/z is sealed with the key');
    expect(await rows()).toEqual(were);
  });
});
