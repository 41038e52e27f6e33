import { sql } from 'kysely';
import type { RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import type { ListRequest, Position } from '@plumbline/server';
import { momentOf } from './moment.ts';
import type { Tables } from './schema.ts';

/** What of a list was found: `total` when it was asked for by page, `next` when by cursor and more follow. */
export interface ListedRows<Row> {
  rows: Row[];
  total?: number;
  next?: Position;
}

const OPERATORS = { eq: sql`=`, gte: sql`>=`, lt: sql`<` };

/**
 * Shows a part of what a query finds, filtered and in order; rows of equal value stand by id.
 *
 * Pages come with the number of all rows, which is counted only when the page does not say it by
 * itself. Cursors are keysets: a row that is there all along is met exactly once, whatever comes and goes meanwhile.
 *
 * @param query selects the columns and keeps to the caller's scope; it has no order and no limit yet.
 * @param columns what may be filtered and sorted by; a name that ends in `_at` is a timestamp's.
 * @throws Error when the request names another field, which the contract should have made impossible.
 */
export async function listRows<Table extends keyof Tables, Row extends { id: string }>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  columns: readonly (keyof Row & string)[],
  { filters, sort, window }: ListRequest,
): Promise<ListedRows<Row>> {
  const field = named(columns, sort.field);
  let matching = query;
  for (const { field: name, operator, value } of filters) {
    const column = named(columns, name);
    matching = matching.where(sql<SqlBool>`${sql.ref(column)} ${OPERATORS[operator]} ${comparable(column, value)}`);
  }

  const direction = sort.descending ? 'desc' : 'asc';
  const ordered = matching.orderBy(sql.ref(field), direction).orderBy(sql.ref('id'), direction);

  if (window.kind === 'page') {
    const offset = (window.page - 1) * window.perPage;
    const rows = await ordered.limit(window.perPage).offset(offset).execute();
    const isLast = rows.length < window.perPage && (rows.length > 0 || window.page === 1);

    return { rows, total: isLast ? offset + rows.length : await count(matching) };
  }

  const behind = window.after ? ordered.where(isBehind(field, sort.descending, window.after)) : ordered;
  // One more than is shown tells whether more follow.
  const found = await behind.limit(window.perPage + 1).execute();
  const rows = found.slice(0, window.perPage);
  const last = rows.at(-1);

  return found.length > rows.length && last ? { rows, next: { value: plain(last[field]), id: last.id } } : { rows };
}

async function count<Table extends keyof Tables, Row>(query: SelectQueryBuilder<Tables, Table, Row>): Promise<number> {
  const { total } = await query.clearSelect().select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return total;
}

/** A comparison of whole rows, which PostgreSQL answers with the index on the field and the id. */
function isBehind(field: string, descending: boolean, { value, id }: Position): RawBuilder<SqlBool> {
  return sql`(${sql.ref(field)}, ${sql.ref('id')}) ${descending ? sql`<` : sql`>`} (${comparable(field, value)}, ${id})`;
}

/** A value as the database compares it with a column. */
function comparable(field: string, value: Position['value']): RawBuilder<unknown> {
  return field.endsWith('_at') ? sql`${momentOf(String(value))}::timestamptz` : sql`${value}`;
}

/** A value of a row as it stands in a position. Timestamps are kept in milliseconds, so that their text is exact. */
function plain(value: unknown): Position['value'] {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Error(`A list can be sorted only by what is never null and has one value, not by ${value === null ? 'null' : typeof value}.`);
}

function named<Name extends string>(columns: readonly Name[], name: string): Name {
  const column = columns.find((one) => one === name);
  if (column === undefined) throw new Error(`There is no field "${name}" to list by, only ${columns.join(', ')}.`);

  return column;
}
