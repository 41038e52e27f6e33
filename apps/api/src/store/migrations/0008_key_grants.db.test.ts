import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import * as accounts from './0001_accounts.ts';
import * as users from './0002_users.ts';
import * as apiKeys from './0004_api_keys.ts';
import * as keyGrants from './0008_key_grants.ts';

const database = testDatabase();

it('carries the keys over that there are', async () => {
  await database().db.transaction().execute(async (transaction) => {
    const trx = transaction as unknown as Kysely<unknown>; // A migration knows no tables but those it names.
    await sql`create schema earlier`.execute(trx);
    await sql`set local search_path to earlier`.execute(trx);
    for (const { up } of [accounts, users, apiKeys]) await up(trx);
    await sql`insert into accounts (id, name, plan) values ('acc_1', 'A', 'free')`.execute(trx);
    await sql`
      insert into api_keys (id, account_id, environment, name, lookup, hash, scopes, created_at, revoked_at) values
        ('key_1', 'acc_1', 'live', 'L', 'one', '\\x01', '{a,b}', '2026-01-01Z', null),
        ('key_2', 'acc_1', 'sandbox', 'S', 'two', '\\x02', '{a}', '2026-01-01Z', '2026-01-02Z')`.execute(trx);

    await keyGrants.up(trx);
    const { rows: keys } = await sql`
      select id, prefix, project_id, allowed_addresses, rate_limit, updated_at from api_keys order by id`.execute(trx);
    const { rows: secrets } = await sql`
      select lookup, key_id, encode(hash, 'hex') as hash, created_at, expires_at from key_secrets order by lookup`.execute(trx);

    const unlimited = { project_id: null, allowed_addresses: [], rate_limit: null };
    const created_at = new Date('2026-01-01T00:00:00Z');
    expect(keys).toEqual([
      { id: 'key_1', prefix: 'sk_live_one', ...unlimited, updated_at: created_at },
      { id: 'key_2', prefix: 'sk_test_two', ...unlimited, updated_at: new Date('2026-01-02T00:00:00Z') },
    ]);
    expect(secrets).toEqual([
      { lookup: 'one', key_id: 'key_1', hash: '01', created_at, expires_at: null },
      { lookup: 'two', key_id: 'key_2', hash: '02', created_at, expires_at: null },
    ]);
    await sql`drop schema earlier cascade`.execute(trx);
  });
});
