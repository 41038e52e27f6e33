import { sql } from 'kysely';
import type { Db, Environment } from '../../../src/store/schema.ts';
import type { Place, Places } from './world.ts';

/** A row of the database, and to whom it belongs. */
export interface AccountRow {
  table: string;
  id: string;
  accountId: string;
  environment: Environment;
  /** Null for what belongs to no project. */
  projectId: string | null;
  content: Record<string, unknown>;
}

/** What a credential may see and change: an environment of an account or, in it, one project. */
export interface View {
  place: Place;
  projectId: string | null;
}

/**
 * Every row of some accounts, in one order. When a key was last used is left out: every request with it may change
 * that, at a time of the server's own.
 */
export async function accountRows(db: Db, ...accounts: Places[]): Promise<AccountRow[]> {
  const ids = sql`(${sql.join(accounts.map(({ live }) => live.scope.accountId))})`;
  const { rows } = await sql<AccountRow>`
    select 'accounts' as "table", id, id as "accountId", 'live' as environment, null as "projectId", to_jsonb(accounts) as content
      from accounts where id in ${ids}
    union all select 'settings', account_id, account_id, environment, null, to_jsonb(settings) from settings where account_id in ${ids}
    union all select 'users', id, account_id, environment, null, to_jsonb(users) from users where account_id in ${ids}
    union all select 'projects', id, account_id, environment, id, to_jsonb(projects) from projects where account_id in ${ids}
    union all select 'resources', id, account_id, environment, project_id, to_jsonb(resources) from resources where account_id in ${ids}
    union all select 'audit', id, account_id, environment, null, to_jsonb(audit) from audit where account_id in ${ids}
    union all select 'request_log', id, account_id, environment, project_id, to_jsonb(request_log) from request_log where account_id in ${ids}
    union all select 'usage', concat_ws(' ', hour, project_id, operation, status_class), account_id, environment, nullif(project_id, ''), to_jsonb(usage)
      from usage where account_id in ${ids}
    union all select 'api_keys', id, account_id, environment, project_id, to_jsonb(api_keys) - 'last_used_at'
      from api_keys where account_id in ${ids}
    union all select 'key_secrets', lookup, account_id, environment, project_id, to_jsonb(key_secrets)
      from key_secrets join api_keys on api_keys.id = key_id where account_id in ${ids}
    union all select 'webhooks', id, account_id, environment, null, to_jsonb(webhooks) from webhooks where account_id in ${ids}
    union all select 'events', id, account_id, environment, project_id, to_jsonb(events) from events where account_id in ${ids}
    union all select 'deliveries', id, account_id, environment, null, to_jsonb(deliveries) from deliveries where account_id in ${ids}
    union all select 'delivery_attempts', concat_ws(' ', delivery_id, number), account_id, environment, null, to_jsonb(delivery_attempts)
      from delivery_attempts where account_id in ${ids}
    union all select 'jobs', id, account_id, environment, project_id, to_jsonb(jobs) from jobs where account_id in ${ids}
    union all select 'tasks', id, account_id, environment, project_id, to_jsonb(tasks) from tasks where account_id in ${ids}
    union all select 'idempotency_keys', idempotency_key, account_id, environment, null, to_jsonb(idempotency_keys)
      from idempotency_keys where account_id in ${ids}
    order by 1, 3, 4, 2`.execute(db);
  return rows;
}

/** Whether a row is within a view. The audit log takes an entry of whatever is done, and a key shows its user. */
export function isWithin({ place: { scope, user }, projectId }: View, row: AccountRow): boolean {
  if (row.accountId !== scope.accountId || row.environment !== scope.environment) return false;
  return projectId === null || row.projectId === projectId || row.table === 'audit' || row.id === user;
}

/** The ids of rows that a text holds. */
export function idsIn(text: string, rows: readonly AccountRow[]): string[] {
  return [...new Set(rows.map(({ id }) => id))].filter((id) => text.includes(id));
}

/** Which rows are new, gone or other than before. */
export function changes(before: readonly AccountRow[], after: readonly AccountRow[]): { from: AccountRow | undefined; to: AccountRow | undefined }[] {
  const [old, now] = [before, after].map((rows) => new Map(rows.map((row) => [`${row.table} ${row.environment} ${row.id}`, row])));
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].map((name) => ({ from: old?.get(name), to: now?.get(name) })).filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
