import { contract } from '@plumbline/contract';
import * as fc from 'fast-check';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';
import { LISTED_UNDER, type ListOperationId } from '../../listed-tables.ts';
import { rowTimes } from './moments.ts';
import { oddAddresses, oddNames } from './odd-text.ts';

/** A row of a listed table, by its columns; without those that say whose it is. */
export type Row = Record<string, unknown> & { id: string };

/** How a test makes what an operation lists. */
export interface RowMaker {
  row: fc.Arbitrary<Row>;
  /** How a row leaves its list; what has no end is never changed either. */
  ends?: 'deleted' | 'revoked';
  /** Whether the table cannot have both. */
  excludes?(one: Row, other: Row): boolean;
  /** What a row has to itself, by its id. */
  ownOf?(row: Row): Record<string, unknown>;
  /** Makes what must be there before the rows, of which some may be there. */
  prepare?(db: Db, scope: Scope, rows: readonly Row[]): Promise<void>;
  /** Whether a row is listed at all. */
  isShown?(row: Row): boolean;
}

const { Region, ProjectStatus, ResourceStatus, AuditAction, LogSource, LogLevel, WebhookStatus, DeliveryStatus, JobKind, JobStatus, TaskStatus } = contract.document.components.schemas;
const CONFIGS = { processor: { timeout: 30, url: null }, storage: { timeout: 30, capacity_gib: 10 }, queue: { timeout: 30, max_attempts: 5 } };

const always = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).map(([column, value]) => [column, fc.constant(value)])) as { [Column in keyof Values]: fc.Arbitrary<Values[Column]> }; // The entries are the object's own.

/** Ids of one length, hardly different from each other. */
const idsOf = (prefix: string) => fc.string({ unit: fc.constantFrom('0', '9', 'A', 'Z', 'a', 'z'), minLength: 4, maxLength: 4 }).map((text) => `${prefix}_${text}`);
const name = oddNames;
const times = { created_at: rowTimes, updated_at: rowTimes };

/** How long requests are kept, unless the account says otherwise. */
const RETENTION = 30 * 24 * 60 * 60 * 1000;

/** What rows refer to, so that some have the same and a filter can find them. */
export const REFERENCES = ['prj_0', 'prj_A', 'prj_a', 'prj_Z'];
const reference = fc.constantFrom(...REFERENCES);

const someEvents = fc.constantFrom('project.created', 'project.deleted', 'user.created');

/** What a webhook has besides what it is listed by. */
const ANY_WEBHOOK = {
  url: 'https://hooks.example.com',
  description: null,
  events: ['*'],
  disabled_reason: null,
  secret: Buffer.from('none'),
  previous_secret: null,
  previous_secret_expires_at: null,
  first_failed_at: null,
};

/** The webhook whose deliveries are listed. */
const WEBHOOK = {
  id: LISTED_UNDER.listDeliveries?.id ?? '',
  status: 'enabled' as const,
  ...ANY_WEBHOOK,
};

/** What a job has besides what it is listed by. */
const NO_WORK = { request: {}, error: null, key_id: 'key_0', traceparent: null, cancel_requested_at: null, started_at: null, finished_at: null, result_expires_at: null };

/** A maker for each operation that lists something. A new one does not compile without its maker, and fails its tests. */
const ROW_MAKERS: Record<ListOperationId, RowMaker> = {
  listProjects: {
    row: fc.record({ id: idsOf('prj'), name, region: fc.constantFrom(...Region.enum), status: fc.constantFrom(...ProjectStatus.enum), ...times, ...always({ description: null }) }),
    ends: 'deleted',
  },
  listUsers: {
    row: fc.record({ id: idsOf('usr'), name, email: oddAddresses, ...times, ...always({ password_hash: 'none' }) }),
    ends: 'deleted',
    excludes: (one, other) => String(one['email']).toLowerCase() === String(other['email']).toLowerCase(),
  },
  listResources: {
    row: fc
      .record({ id: idsOf('res'), name, project_id: reference, type: fc.constantFrom('processor', 'storage', 'queue'), status: fc.constantFrom(...ResourceStatus.enum), ...times })
      .map((row) => Object.assign(row, { config: CONFIGS[row.type] })),
    ends: 'deleted',
    async prepare(db, scope) {
      const projects = REFERENCES.map((id) => Object.assign({ id, name: 'P', description: null, region: 'us-east' as const, status: 'active' as const }, columnsOf(scope)));
      await db.insertInto('projects').values(projects).onConflict((conflict) => conflict.doNothing()).execute();
    },
  },
  listKeys: {
    row: fc.record({
      id: idsOf('key'),
      name,
      project_id: fc.option(reference),
      revoked_at: fc.option(rowTimes, { freq: 2 }),
      ...times,
      ...always({ user_id: null, prefix: 'sk_test_abcdefghijkl', scopes: [], allowed_addresses: [], expires_at: null }),
    }),
    ends: 'revoked',
    isShown: (row) => row['revoked_at'] === null,
  },
  listAudit: {
    row: fc.record({
      id: idsOf('aud'),
      action: fc.constantFrom(...AuditAction.enum),
      actor_id: fc.option(reference),
      target_id: reference,
      created_at: rowTimes,
      ...always({ actor_type: 'key', user_id: null, target_type: 'key', changes: null, request_id: null, address: null }),
    }),
  },
  listWebhooks: {
    row: fc.record({
      id: idsOf('whk'),
      status: fc.constantFrom(...WebhookStatus.enum),
      ...times,
      ...always(ANY_WEBHOOK),
    }),
  },
  listEvents: {
    row: fc.record({
      id: idsOf('evt'),
      event: someEvents,
      project_id: fc.option(reference),
      is_test: fc.constantFrom(false, false, false, true),
      created_at: rowTimes,
      ...always({ body: JSON.stringify({ event: 'project.created', timestamp: '2026-03-06T12:00:00.000Z', data: { id: 'prj_0' } }), traceparent: null, relayed_at: new Date(0) }),
    }),
    isShown: (row) => row['is_test'] === false,
  },
  listDeliveries: {
    row: fc.record({ id: idsOf('dlv'), event: someEvents, status: fc.constantFrom(...DeliveryStatus.enum), ...times, ...always({ webhook_id: WEBHOOK.id, next_attempt_at: null }) }),
    ownOf: ({ id }) => ({ event_id: `evt_${id}` }),
    async prepare(db, scope, rows) {
      await db.insertInto('webhooks').values({ ...columnsOf(scope), ...WEBHOOK }).onConflict((conflict) => conflict.doNothing()).execute();
      const events = rows.map((row) => Object.assign(columnsOf(scope), { id: String(row['event_id']), event: 'project.created', project_id: null, body: '{}', traceparent: null, relayed_at: new Date(0) }));
      if (events.length > 0) await db.insertInto('events').values(events).onConflict((conflict) => conflict.doNothing()).execute();
    },
  },
  listJobs: {
    row: fc.record({
      id: idsOf('job'),
      kind: fc.constantFrom(...JobKind.enum),
      status: fc.constantFrom(...JobStatus.enum),
      project_id: fc.option(reference),
      resource_id: fc.option(reference),
      ...times,
      ...always(NO_WORK),
    }),
  },
  listTasks: {
    row: fc.record({
      id: idsOf('tsk'),
      job_id: reference,
      project_id: fc.option(reference),
      number: fc.nat(12),
      status: fc.constantFrom(...TaskStatus.enum),
      ...times,
      ...always({ input: '{}', output: null, error: null, started_at: null, finished_at: null }),
    }),
    excludes: (one, other) => one['job_id'] === other['job_id'] && one['number'] === other['number'],
    async prepare(db, scope) {
      const jobs = REFERENCES.map((id) => Object.assign(columnsOf(scope), { id, kind: 'run' as const, status: 'running' as const, project_id: null, resource_id: null }, NO_WORK));
      await db.insertInto('jobs').values(jobs).onConflict((conflict) => conflict.doNothing()).execute();
    },
  },
  listLogs: {
    row: fc.record({
      id: idsOf('req'),
      operation: reference,
      status: fc.constantFrom(200, 201, 499, 599),
      key_id: reference,
      project_id: fc.option(reference),
      created_at: rowTimes,
      source: fc.constantFrom(...LogSource.enum),
      level: fc.constantFrom(...LogLevel.enum),
      job_id: fc.option(reference),
      ...always({ method: 'GET', path: '/v1/projects', duration_ms: 12, message: 'done', task_id: null }),
    }),
    isShown: (row) => row['created_at'] instanceof Date && row['created_at'].getTime() >= Date.now() - RETENTION,
  },
};

/** @throws Error when the tests do not know how to make what an operation lists. */
export function rowMaker(operationId: ListOperationId): RowMaker {
  const maker: RowMaker | undefined = ROW_MAKERS[operationId];
  if (!maker) throw new Error(`The contract has the list ${operationId} and the tests cannot make its rows. Add it to ROW_MAKERS and LISTED_TABLES.`);
  return maker;
}

/** Rows that can be there together. */
export function rowsOf(operationId: ListOperationId, { minLength = 0, maxLength }: { minLength?: number; maxLength: number }): fc.Arbitrary<Row[]> {
  const { row, excludes } = rowMaker(operationId);
  return fc.uniqueArray(row, { minLength, maxLength, comparator: (one, other) => one.id === other.id || excludes?.(one, other) === true, size: 'max' });
}
