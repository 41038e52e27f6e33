import type { Random } from './random.ts';

// As in `fit.ts`, what the descriptions of the contract say and no keyword can: here of the parameters of a query.

type Query = Record<string, string>;

const SECOND = 1000;
/** Within the days that every interval may have. */
const SHORT = 30 * 24 * 60 * 60 * SECOND;

/** Gives parameters that must fit more than their schemas values that do; everything else stays. */
export function fittedQuery(query: Query, random: Random): Query {
  const { from, to } = query;
  if (to === undefined && from === undefined) return query;
  const fit = { ...query };
  // No year whose hours RFC 3339 cannot all write, and no second that JavaScript does not know.
  if (to !== undefined) fit['to'] = to.replace(/^\d{4}/, () => random.pick(['1972', '2024', '9996'])).replace(':60', ':59');
  if (from !== undefined) {
    const end = fit['to'] === undefined ? Date.now() : Date.parse(fit['to'].toUpperCase());
    const before = random.pick([SECOND, SHORT / 2, SHORT]);
    fit['from'] = new Date(end - before).toISOString();
  }
  return fit;
}

/** A query whose parameters fit their schemas and nothing else, and what is told of it. */
export interface UnfitQuery {
  query: Query;
  pointer: string;
  code: string;
}

const RANGES: Query[] = [
  { from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
  { from: '2026-03-01T00:00:00.001Z', to: '2026-03-01T02:00:00+02:00', interval: 'month' },
  { from: '9996-03-01T00:00:00Z' },
  { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:01Z', interval: 'hour' },
  { from: '2025-01-01T00:00:00Z', to: '2026-01-02T00:00:01Z' },
  { from: '2025-01-01T00:00:00Z', to: '2026-01-02T00:00:01Z', interval: 'day' },
  { from: '2010-01-01T00:00:00Z', to: '2026-01-02T00:00:01Z', interval: 'month' },
  { from: '0000-06-01T00:00:00Z', interval: 'month' },
];
const ENDS = ['0000-06-01T00:00:00Z', '0001-01-20T00:00:00Z', '9999-12-31T23:00:01Z'];

/** The ways in which a query of these parameters can fit its schemas and still be refused. */
export function unfitQueries(values: ReadonlyMap<string, string[]>, random: Random): UnfitQuery[] {
  const cursors = values.get('cursor');
  return [
    ...(cursors ? [{ query: { cursor: random.pick(cursors) }, pointer: '/cursor', code: 'cursor' }] : []),
    ...(values.has('from') && values.has('to') ? ranges() : []),
  ];
}

function ranges(): UnfitQuery[] {
  return [...RANGES.map((query) => ({ query, pointer: '/from', code: 'range' })), ...ENDS.map((to) => ({ query: { to }, pointer: '/to', code: 'range' }))];
}
