import * as fc from 'fast-check';
import type { ListOperation } from './list-operations.ts';
import { REFERENCES } from './list-rows.ts';
import { moments, type Moment } from './moments.ts';
import type { Node } from './nodes.ts';
import { oddAddresses, oddNames } from './odd-text.ts';

/** What a caller asks of a list beside its place in it; what is missing has the contract's default. */
export interface ListQuery {
  filters: Record<string, { text: string } | Moment>;
  sort?: string;
  order?: 'asc' | 'desc';
  per_page?: number;
}

/** Any query that the contract lets an operation have. */
export function queriesOf({ list, parameters }: ListOperation, sizes: fc.Arbitrary<number> = pageSizes): fc.Arbitrary<ListQuery> {
  const filters = Object.keys(list.filters).map((name) => [name, sometimes(valuesOf(parameters[name] ?? {}))]);
  return fc
    .record({
      filters: fc.record(Object.fromEntries(filters) as Record<string, fc.Arbitrary<Moment | { text: string } | undefined>>),
      sort: sometimes(fc.constantFrom(...(list.sort?.fields ?? []))),
      order: sometimes(fc.constantFrom('asc' as const, 'desc' as const)),
      per_page: sometimes(sizes),
    })
    .map(({ filters: maybe, ...rest }) => defined({ filters: defined(maybe), ...rest }) as ListQuery); // `defined` takes away what the type does not have.
}

/** A query as it stands in a URL. */
export function queryText({ filters, ...rest }: ListQuery): string {
  const values = [...Object.entries(filters).map(([name, { text }]) => [name, text]), ...Object.entries(rest)];
  return values.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
}

/** How many items a page has that a query asks for. */
export function pageSize({ parameters }: ListOperation, { per_page }: ListQuery): number {
  return per_page ?? Number(parameters['per_page']?.['default']);
}

const pageSizes = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 100 }) });

/** Values of a filter: what rows have, and what none has. */
function valuesOf(schema: Node): fc.Arbitrary<{ text: string } | Moment> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as string[])).map((text) => ({ text }));
  if (schema['format'] === 'date-time') return moments;
  if (schema['type'] === 'integer') return fc.constantFrom(schema['minimum'], 201, schema['maximum']).map((number) => ({ text: String(number) }));
  if (schema['format'] === 'email') return oddAddresses.map((text) => ({ text }));
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...REFERENCES) }, { weight: 1, arbitrary: oddNames }).map((text) => ({ text }));
}

function sometimes<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: values });
}

function defined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
