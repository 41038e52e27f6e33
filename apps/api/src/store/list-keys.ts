import { sql } from 'kysely';
import type { SelectQueryBuilder } from 'kysely';
import type { ListRequest, Position } from './list-request.ts';
import type { ApiKeyRow, Tables } from './schema.ts';

type Keys<Row> = SelectQueryBuilder<Tables, 'api_keys', Row>;
type Sortable = 'created_at' | 'name';

const OPERATORS = { eq: '=', gte: '>=', lt: '<' } as const;
const FIELDS = new Set(['created_at', 'name', 'project_id']);

/**
 * One part of a list of keys; ties are broken by id in the same direction.
 *
 * @param visible the keys that the caller may see
 * @throws Error for a field by which keys are neither sorted nor filtered.
 */
export async function listKeys(
  visible: Keys<ApiKeyRow>,
  { filters, sort, window }: ListRequest,
): Promise<{ rows: ApiKeyRow[]; total?: number; next?: Position | undefined }> {
  const matching = filters.reduce((query, { field, operator, value }) => query.where(column(field), OPERATORS[operator], value), visible);
  const direction = sort.descending ? 'desc' : 'asc';
  const sorted = matching.orderBy(column(sort.field), direction).orderBy('id', direction);

  if (window.kind === 'page') {
    const { page, perPage } = window;
    const rows = await sorted.limit(perPage).offset((page - 1) * perPage).execute();
    const { total } = await matching.clearSelect().select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();

    return { rows, total };
  }

  const { perPage, after } = window;
  const rest = after ? sorted.where(isBehind(sort, after)) : sorted;
  const rows = await rest.limit(perPage + 1).execute();
  const last = rows.length > perPage ? rows[perPage - 1] : undefined;

  return { rows: rows.slice(0, perPage), next: last && positionOf(last, sort.field) };
}

function column(field: string) {
  if (!FIELDS.has(field)) throw new Error(`Keys are not listed by ${field}.`);

  return sql.ref(field);
}

function isBehind({ field, descending }: ListRequest['sort'], { value, id }: Position) {
  const place = sql`(${column(field)}, ${sql.ref('id')})`;

  return descending ? sql<boolean>`${place} < (${value}, ${id})` : sql<boolean>`${place} > (${value}, ${id})`;
}

function positionOf(row: Pick<ApiKeyRow, 'id' | Sortable>, field: string): Position {
  return { value: field === 'name' ? row.name : row.created_at.toISOString(), id: row.id };
}
