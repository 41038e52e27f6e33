import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openBareDatabase } from '../../test/database.ts';
import { migrate } from './migrate.ts';
import { createStore } from './store.ts';

it('what the first release has kept is there after an upgrade, with settings', async () => {
  const { db, close } = await openBareDatabase();
  onTestFinished(close);
  await migrate(db, '0004_api_keys');
  await sql`insert into accounts (id, name, plan) values ('acc_1', 'Acme', 'pro')`.execute(db);
  await sql`
    insert into projects (account_id, environment, id, name, region, status)
    values ('acc_1', 'sandbox', 'prj_1', 'P', 'us-east', 'active')`.execute(db);
  await sql`
    insert into users (account_id, environment, id, name, email, password_hash)
    values ('acc_1', 'sandbox', 'usr_1', 'Ada', 'ada@example.com', 'hash')`.execute(db);
  await sql`
    insert into api_keys (id, account_id, environment, user_id, name, lookup, hash, scopes)
    values ('key_1', 'acc_1', 'sandbox', 'usr_1', 'K', 'lookup', '\\x01', '{users:read}')`.execute(db);

  expect(await migrate(db)).toContain('0009_settings');

  const store = createStore(db);
  const settings = { name: 'Acme', plan: 'pro', support_email: null, log_retention_days: 30 };
  expect(await store.settings.find({ accountId: 'acc_1', environment: 'live' })).toMatchObject({ ...settings, sandbox_reset_at: null });
  expect(await store.settings.find({ accountId: 'acc_1', environment: 'sandbox' })).toMatchObject({ ...settings, sandbox_reset_at: expect.any(Date) });
  expect(await store.projects.find({ accountId: 'acc_1', environment: 'sandbox' }, 'prj_1')).toMatchObject({ name: 'P', status: 'active' });
  expect(await store.projects.findDefault({ accountId: 'acc_1', environment: 'sandbox' })).toBeUndefined();
  expect(await store.users.find({ accountId: 'acc_1', environment: 'sandbox' }, 'usr_1')).toMatchObject({ name: 'Ada', email: 'ada@example.com' });
  expect(await store.keys.findByLookup('lookup')).toMatchObject({ id: 'key_1', user_id: 'usr_1', project_id: null, scopes: ['users:read'], plan: 'pro' });
});
