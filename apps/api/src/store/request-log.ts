import type { ListRequest } from '@plumbline/server';
import { sql } from 'kysely';
import type { SqlBool } from 'kysely';
import { listRows } from './list-rows.ts';
import type { ListedRows } from './list-rows.ts';
import type { Db, NewRequest, RequestRow, Scope } from './schema.ts';
import { columnsOf, inProject } from './scope.ts';
import { inTransaction } from './transaction.ts';

const COLUMNS = [
  'id',
  'source',
  'level',
  'message',
  'operation',
  'method',
  'path',
  'status',
  'duration_ms',
  'key_id',
  'project_id',
  'job_id',
  'task_id',
  'created_at',
] as const;
/** What a list may be filtered and sorted by. */
const FIELDS = ['id', 'source', 'level', 'job_id', 'operation', 'status', 'key_id', 'project_id', 'created_at'] as const;

/** What the processes that purge at the same time agree by: any number that nothing else in this database locks. */
const PURGE_LOCK = 7_206_315_420;

/** The requests of accounts and what became of their jobs and tasks, each kept for as long as the settings of its environment say. */
export function requestLogStore(db: Db) {
  return {
    /** Shows what is not older than the settings allow, whether it has been purged yet or not. */
    list(scope: Scope, list: ListRequest): Promise<ListedRows<RequestRow>> {
      const { account_id, environment } = columnsOf(scope);
      const kept = db
        .selectFrom('request_log')
        .select(COLUMNS)
        .where((eb) => eb.and({ account_id, environment }))
        .where(inProject(scope, 'project_id'))
        .where(
          sql<SqlBool>`created_at >= now() - interval '1 day' *
            (select log_retention_days from settings where account_id = ${account_id} and environment = ${environment})`,
        );

      return listRows(kept, FIELDS, list);
    },

    /**
     * Adds requests and counts them, in one statement. Those that are there already are neither added nor counted, so
     * that what was written without anybody hearing of it may be written again.
     */
    async add(requests: readonly NewRequest[]): Promise<void> {
      const column = <Name extends keyof NewRequest>(name: Name) => requests.map((request) => request[name]);
      const times = requests.map(({ created_at }) => new Date(created_at).toISOString());

      // Counted in one order, since two processes that count the same things in different orders would wait for each other.
      await sql`
        with added as (
          insert into request_log (account_id, environment, id, operation, method, path, status, duration_ms, key_id, project_id, created_at, level)
          select *, case when status >= 500 then 'error' else 'info' end from unnest(
            ${column('account_id')}::text[], ${column('environment')}::text[], ${column('id')}::text[], ${column('operation')}::text[],
            ${column('method')}::text[], ${column('path')}::text[], ${column('status')}::integer[], ${column('duration_ms')}::integer[],
            ${column('key_id')}::text[], ${column('project_id')}::text[], ${times}::timestamptz[]
          ) as request (account_id, environment, id, operation, method, path, status, duration_ms, key_id, project_id, created_at)
          on conflict do nothing
          returning account_id, environment, date_trunc('hour', created_at, 'UTC') as hour, coalesce(project_id, '') as project_id, operation,
            status / 100 as status_class
        )
        insert into usage (account_id, environment, hour, project_id, operation, status_class, requests)
        select account_id, environment, hour, project_id, operation, status_class, count(*) from added
        group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        on conflict (account_id, environment, hour, project_id, operation, status_class)
          do update set requests = usage.requests + excluded.requests`.execute(db);
    },

    /**
     * Deletes so many at most of what is older than the settings of its environment allow.
     *
     * @returns how many it was; undefined when another process is at it.
     */
    purge(now: Date, most: number): Promise<number | undefined> {
      return inTransaction(db, async (trx) => {
        const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${PURGE_LOCK}::bigint) as mine`.execute(trx);
        if (!rows[0]?.mine) return undefined;

        const { numAffectedRows = 0n } = await sql`
          delete from request_log using (
            select old.account_id, old.environment, old.id from settings
            cross join lateral (
              select account_id, environment, id from request_log
              where account_id = settings.account_id and environment = settings.environment
                and created_at < ${now.toISOString()}::timestamptz - interval '1 day' * settings.log_retention_days
              order by created_at limit ${most}::integer
            ) as old
            limit ${most}::integer
          ) as old
          where request_log.account_id = old.account_id and request_log.environment = old.environment and request_log.id = old.id`.execute(trx);
        return Number(numAffectedRows);
      });
    },
  };
}
