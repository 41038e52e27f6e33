import { CompiledQuery, sql } from 'kysely';
import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListRequest, Position } from '@plumbline/server';
import { newPostgres } from '../../test/database.ts';
import { LIST_OPERATIONS, type ListOperation } from '../../test/e2e/harness/list-operations.ts';
import { aPage, aStretch } from '../../test/list-requests.ts';
import { LISTED_TABLES, LISTED_UNDER } from '../../test/listed-tables.ts';
import { fillListedTables } from '../../test/many-rows.ts';
import { createHandlers, type ApiHandlers } from '../operations/handlers.ts';
import { openPostgres, openPostgresAsItIs } from './postgres.ts';
import type { Db, Scope } from './schema.ts';
import { columnsOf } from './scope.ts';
import { createStore } from './store.ts';

const ROWS = 100_000;
/** In one version are all the lists that there are, and the store does not know of versions. */
const LISTS = LIST_OPERATIONS.filter(({ version }) => version === 'v2');

let db: Db;
let end: () => Promise<void>;
let scope: Scope;

beforeAll(async () => {
  const { url, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  await (await openPostgres(url, () => {})).close();
  const patient = await openPostgresAsItIs(url, () => {});
  end = () => patient.close().then(drop);
  ({ db } = patient);
  const [{ id: accountId }, { id: other }] = [await createStore(db).accounts.insert({ name: 'Many', plan: 'free' }), await createStore(db).accounts.insert({ name: 'Few', plan: 'free' })];
  scope = { accountId, environment: 'live' };
  await fillListedTables(db, { accountId: other, environment: 'live' }, ROWS / 10);
  await fillListedTables(db, scope, ROWS);
}, 300_000);
afterAll(() => end());

describe.each(LISTS)(`$operationId of ${ROWS} rows`, (operation) => {
  const { list } = operation;
  /** Behind the columns by which every row is looked up. */
  const first = LISTED_UNDER[operation.operationId] ? 3 : 2;
  const ways = (list.sort?.fields ?? []).flatMap((field) => [false, true].map((descending) => ({ sort: { field, descending }, way: `${field}, ${descending ? 'descending' : 'ascending'}` })));

  it.each(ways)('reads the first page by $way off an index, and counts what there is', async ({ sort }) => {
    const [page, count, ...more] = await plansOf(operation, aPage(1, 20, { sort }));

    expect([page?.kinds, page?.columns.slice(first), more]).toEqual([['Limit', 'Index Scan'], [sort.field, 'id'], []]);
    expect(count?.kinds).not.toContain('Sort');
  });

  it.each(ways)('goes on in the middle by $way at the place in the index, and counts nothing', async ({ sort }) => {
    const [page, ...more] = await plansOf(operation, aStretch(await middle(operation, sort), 20, { sort }));

    expect([page?.kinds, page?.columns.slice(first), more]).toEqual([['Limit', 'Index Scan'], [sort.field, 'id'], []]);
    expect(page?.begins).toContain('ROW(');
  });

  it.each(Object.entries(list.filters))('finds what few have by %s off an index', async (_, { field, operator }) => {
    const sort = { field: list.sort?.default ?? 'id', descending: list.sort?.order === 'desc' };
    const [page] = await plansOf(operation, aStretch(undefined, 20, { sort, filters: [{ field, operator, value: await rare(operation, field) }] }));

    // The few that it finds may be sorted afterwards; no other row is read.
    expect([page?.kinds.at(-1), page?.columns.at(first)]).toEqual([expect.stringMatching(/Index Scan$/), field]);
    expect(page?.begins).toContain(`(${field} `);
  });
});

/** A step of a plan as EXPLAIN shows it. */
interface Step {
  'Node Type': string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Parent Relationship'?: string;
  Plans?: Step[];
}

/** What PostgreSQL is going to do: its steps from the outermost on, the index that it reads, and from where. */
interface Plan {
  kinds: string[];
  columns: string[];
  begins: string;
}

/** The plans of the queries that a list's own handler asks. */
async function plansOf({ operationId }: ListOperation, list: ListRequest): Promise<Plan[]> {
  const asked: CompiledQuery[] = [];
  const under = LISTED_UNDER[operationId];
  const listen: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const store = createStore(db.withPlugin(listen));
  const nothing = { examples: { projects: [], users: [], resources: [] }, makeWebhookSecret: () => ({ shown: '', sealed: Buffer.of() }), urlFault: () => undefined };
  const handlers = createHandlers({ store, transact: (work) => work(store), write: (work) => work(store), ...nothing }) as ApiHandlers; // A list that is a stub reads nothing.
  await handlers[operationId]({ principal: scope, list, params: under ? { [under.parameter]: under.id } : {} } as never); // A list's handler takes no more of a call.
  return Promise.all(asked.map(explain));
}

async function explain({ sql: text, parameters }: CompiledQuery): Promise<Plan> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]));
  const [{ 'QUERY PLAN': plans }] = rows as [{ 'QUERY PLAN': [{ Plan: Step }] }]; // So says PostgreSQL, 14.1.
  const steps = flat(plans[0].Plan);
  const reading = steps.find((step) => step['Index Name'] !== undefined);
  return { kinds: steps.map((step) => step['Node Type']), columns: await columnsOfIndex(reading?.['Index Name']), begins: reading?.['Index Cond'] ?? '' };
}

function flat(step: Step): Step[] {
  // What is asked once, before anything is read, is no step of the reading: for how long requests are kept.
  return [step, ...(step.Plans ?? []).filter((part) => part['Parent Relationship'] !== 'InitPlan').flatMap(flat)];
}

async function columnsOfIndex(name: string | undefined): Promise<string[]> {
  if (name === undefined) return [];
  const { rows } = await sql<{ column: string }>`select attname as column from pg_attribute where attrelid = ${name}::regclass order by attnum`.execute(db);
  return rows.map(({ column }) => column);
}

/** Where half of the rows are behind. */
async function middle({ operationId }: ListOperation, { field }: ListRequest['sort']): Promise<Position> {
  const { rows } = await sql<{ id: string; value: string | Date }>`
    select id, ${sql.ref(field)} as value from ${sql.table(LISTED_TABLES[operationId])}
    where account_id = ${scope.accountId} order by ${sql.ref(field)}, id offset ${ROWS / 2} limit 1`.execute(db);
  const [row] = rows;
  return { id: row?.id ?? '', value: row?.value instanceof Date ? row.value.toISOString() : (row?.value ?? '') };
}

/** The value of a field that fewest rows have. */
async function rare({ operationId }: ListOperation, field: string): Promise<string> {
  const { rows } = await sql<{ value: string | Date }>`
    select ${sql.ref(field)} as value from ${sql.table(LISTED_TABLES[operationId])}
    where account_id = ${columnsOf(scope).account_id} and ${sql.ref(field)} is not null group by 1 order by count(*), 1 limit 1`.execute(db);
  const value = rows[0]?.value;
  return value instanceof Date ? value.toISOString() : String(value);
}
