import { sql } from 'kysely';
import type { Examples } from '../seed/examples.ts';
import { projectRow, resourceRow, userRow } from '../seed/examples.ts';
import type { Db } from './schema.ts';
import { columnsOf } from './scope.ts';

/** No password fits it: nobody signs in as an example user. */
const NO_PASSWORD = '';

/** The sandboxes of accounts: copies of everything, which are put back to the contract's examples. */
export function sandboxStore(db: Db) {
  return {
    /**
     * Makes an account's users, projects and resources of the sandbox the examples and no other, and forgets what it
     * has answered to repeated requests. Keys and settings stay; a key whose user is gone, by this or before it, speaks for the first example user from then on. To be
     * called in a transaction.
     *
     * @param now is remembered, so that the daily reset does not come again
     */
    async putBack(accountId: string, { users, projects, resources }: Examples, now: Date): Promise<void> {
      const columns = columnsOf({ accountId, environment: 'sandbox' });

      // First, since it holds the row that two resets at once would both want.
      await db.updateTable('settings').set({ sandbox_reset_at: now }).where((eb) => eb.and(columns)).execute();
      // Before what they made: an answer that is kept while this goes on is then one to something that is gone, as after any
      // deletion, and never one that is missing for something that is there.
      await db.deleteFrom('idempotency_keys').where((eb) => eb.and(columns)).execute();
      // A project before its resources, which go with it, and a user before its keys: whoever deletes one holds it and then
      // wants what belongs to it, and two that go opposite ways would wait for each other.
      await db.deleteFrom('projects').where((eb) => eb.and(columns)).execute();
      await db.selectFrom('users').select('id').where((eb) => eb.and(columns)).orderBy('id').forUpdate().execute();
      const keys = await db.selectFrom('api_keys').select(['id', 'user_id']).where((eb) => eb.and(columns)).orderBy('id').forNoKeyUpdate().execute();
      await db.deleteFrom('users').where((eb) => eb.and(columns)).execute();

      for (const user of users) await db.insertInto('users').values({ ...userRow(user), ...columns, password_hash: NO_PASSWORD }).execute();
      for (const [index, project] of projects.entries()) {
        await db.insertInto('projects').values({ ...projectRow(project), ...columns, is_default: index === 0 }).execute();
      }
      for (const resource of resources) await db.insertInto('resources').values({ ...resourceRow(resource), ...columns }).execute();

      const speakers = keys.map(({ user_id }) => (users.find(({ id }) => id === user_id) ?? users[0])?.id ?? null);
      await sql`
        update api_keys set user_id = speaks_for.user_id
        from unnest(${keys.map(({ id }) => id)}::text[], ${speakers}::text[]) as speaks_for (id, user_id)
        where api_keys.id = speaks_for.id`.execute(db);
    },

    /** The accounts whose sandbox was last put back before a moment. */
    async due(before: Date): Promise<string[]> {
      const rows = await db
        .selectFrom('settings')
        .select('account_id')
        .where('environment', '=', 'sandbox')
        .where('sandbox_reset_at', '<', before)
        .orderBy('account_id')
        .execute();
      return rows.map(({ account_id }) => account_id);
    },

    /** Takes on the reset of one sandbox, unless another process has; holds it until the transaction ends. */
    async claim(accountId: string, before: Date, now: Date): Promise<boolean> {
      const claimed = await db
        .updateTable('settings')
        .set({ sandbox_reset_at: now })
        .where((eb) => eb.and(columnsOf({ accountId, environment: 'sandbox' })))
        .where('sandbox_reset_at', '<', before)
        .executeTakeFirst();
      return claimed.numUpdatedRows > 0n;
    },
  };
}
