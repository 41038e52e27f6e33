import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Db, Scope } from '../src/store/schema.ts';
import { LISTED_TABLES, type ListOperationId } from './listed-tables.ts';

// Ties are common, and each value of a filter is had by between one in a hundred and nearly all.
const name = sql`'name-' || (i * 7919 % 5000)`;
const time = sql`'2026-01-01Z'::timestamptz + (i * 7919 % 50000) * interval '1 minute'`;
const later = sql`'2026-03-01Z'::timestamptz + (i * 104729 % 50000) * interval '1 minute'`;
const project = sql`'prj_' || (i % 1000)`;
const rarely = (rare: string, usual: string) => sql`case when i % 100 = 0 then ${sql.lit(rare)} else ${sql.lit(usual)} end`;

type Columns = Record<string, RawBuilder<unknown>>;

/** What each listed table is filled with, besides ids. In this order, since resources belong to projects. */
const COLUMNS: Record<ListOperationId, Columns> = {
  listUsers: { name, email: sql`'user' || i || '@example.com'`, password_hash: sql`'none'`, created_at: time, updated_at: later },
  listProjects: { name, region: rarely('us-west', 'us-east'), status: rarely('archived', 'active'), created_at: time, updated_at: later },
  listResources: {
    name,
    project_id: project,
    type: rarely('queue', 'processor'),
    status: rarely('inactive', 'active'),
    config: sql`'{}'::jsonb`,
    created_at: time,
    updated_at: later,
  },
  listKeys: { name, project_id: sql`case when i % 2 = 0 then ${project} end`, prefix: sql`'sk_live_' || i`, scopes: sql`'{}'::text[]`, created_at: time, updated_at: later },
  listAudit: {
    action: rarely('key.revoked', 'key.created'),
    actor_type: sql`'key'`,
    actor_id: sql`'key_' || (i % 1000)`,
    target_type: sql`'key'`,
    target_id: sql`'key_' || (i % 20000)`,
    created_at: time,
  },
  listWebhooks: {
    url: sql`'https://hooks.example.com/' || i`,
    events: sql`'{*}'::text[]`,
    status: rarely('disabled', 'enabled'),
    secret: sql`'none'::bytea`,
    created_at: time,
    updated_at: later,
  },
  listEvents: {
    event: rarely('project.deleted', 'project.created'),
    project_id: sql`case when i % 2 = 0 then ${project} end`,
    body: sql`'{}'`,
    relayed_at: time,
    created_at: time,
  },
  listDeliveries: {
    webhook_id: rarely('whk_1', 'whk_0'),
    event_id: sql`'evt_' || i`,
    event: rarely('project.deleted', 'project.created'),
    status: rarely('failed', 'succeeded'),
    created_at: time,
  },
  listJobs: {
    kind: rarely('export', 'run'),
    status: rarely('failed', 'succeeded'),
    project_id: sql`case when i % 2 = 0 then ${project} end`,
    resource_id: sql`'res_' || (i % 1000)`,
    request: sql`'{}'::jsonb`,
    key_id: sql`'key_0'`,
    created_at: time,
  },
  listTasks: {
    job_id: sql`'job_' || (i % 1000)`,
    project_id: sql`case when i % 2 = 0 then ${project} end`,
    number: sql`i`,
    status: rarely('failed', 'succeeded'),
    input: sql`'{}'::jsonb`,
    created_at: time,
  },
  listLogs: {
    source: rarely('job', 'request'),
    level: rarely('error', 'info'),
    job_id: sql`case when i % 100 = 0 then 'job_' || i end`,
    operation: rarely('deleteProject', 'getProject'),
    method: sql`'GET'`,
    path: sql`'/v1/projects/{project_id}'`,
    status: sql`case when i % 100 = 0 then 404 else 200 end`,
    duration_ms: sql`i % 50`,
    key_id: sql`'key_' || (i % 1000)`,
    project_id: sql`case when i % 2 = 0 then ${project} end`,
    // Younger than what is kept no longer.
    created_at: sql`now() - (i * 7919 % 20000) * interval '1 minute'`,
  },
};
const PREFIXES: Record<ListOperationId, string> = { listUsers: 'usr', listProjects: 'prj', listResources: 'res', listKeys: 'key', listAudit: 'aud', listLogs: 'req', listWebhooks: 'whk', listDeliveries: 'dlv', listEvents: 'evt', listJobs: 'job', listTasks: 'tsk' };

/** Fills every table that is listed with so many rows of one scope, and lets PostgreSQL look at them. */
export async function fillListedTables(db: Db, { accountId, environment }: Scope, count: number): Promise<void> {
  for (const [operationId, columns] of Object.entries(COLUMNS) as [ListOperationId, Columns][]) {
    const table = sql.table(LISTED_TABLES[operationId]);
    const names = ['account_id', 'environment', 'id', ...Object.keys(columns)].map((column) => sql.ref(column));
    // Only keys need an id that no other account has.
    const id = sql`${PREFIXES[operationId]}::text || '_' || ${operationId === 'listKeys' ? sql`${accountId}::text || i` : sql`i`}`;
    const values = [sql`${accountId}::text`, sql`${environment}::text`, id, ...Object.values(columns)];
    await sql`insert into ${table} (${sql.join(names)}) select ${sql.join(values)} from generate_series(0, ${count}::bigint - 1) i`.execute(db);
    await sql`analyze ${table}`.execute(db);
  }
}
