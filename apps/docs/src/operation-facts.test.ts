import { describe, expect, it } from 'vitest';
import { factsOf, warningsOf, type DescribedOperation, type DescribedParameter } from './operation-facts.ts';

const perPage: DescribedParameter = { name: 'per_page', in: 'query', schema: { maximum: 100 } };
const header = (name: string): DescribedParameter => ({ name, in: 'header' });

const facts: [string, DescribedOperation, DescribedParameter[], string[]][] = [
  ['nothing of what is not declared', {}, [perPage], []],
  ['pages by number', { 'x-pagination': 'page' }, [perPage], ['**Pages** `page` and `per_page` up to 100; `Link` leads to the others']],
  [
    'pages by cursor',
    { 'x-pagination': 'cursor' },
    [],
    ['**Pages** `per_page`; `next_cursor` of one page is `cursor` for the next, and `Link` leads there'],
  ],
  [
    'fields and operators of filters',
    {
      'x-filter': {
        status: { field: 'status', operator: 'eq' },
        owner: { field: 'user_id', operator: 'eq' },
        created_after: { field: 'created_at', operator: 'gte' },
        created_before: { field: 'created_at', operator: 'lt' },
      },
    },
    [],
    ['**Filters** `status` (=), `owner` (`user_id` =), `created_after` (`created_at` ≥), `created_before` (`created_at` <)'],
  ],
  [
    'what a list can be sorted by',
    { 'x-sort': { fields: ['created_at', 'name'], default: 'created_at', order: 'desc' } },
    [],
    ['**Sort** by `created_at` (default), `name`; `order` `asc`, `desc` (default); ties by `id`'],
  ],
  [
    'how a request is repeated',
    { 'x-idempotency': { ttl: 86_400 } },
    [],
    ['**Idempotent** Send an `Idempotency-Key` and, to be sure, the same request again: it is carried out once, and its answer is kept for 24 hours'],
  ],
  [
    'that an answer is not kept for whole hours',
    { 'x-idempotency': { ttl: 90 } },
    [],
    ['**Idempotent** Send an `Idempotency-Key` and, to be sure, the same request again: it is carried out once, and its answer is kept for 90 seconds'],
  ],
  ['the events that it sends', { 'x-events': ['note.created', 'book.created'] }, [], ['**Sends** `note.created`, `book.created`']],
  [
    'how its work is waited for',
    { 'x-job': { get: 'getJob', status: 'status', ends: ['done', 'failed', 'cancelled'], progress: 'progress', result: 'getResult', cancel: 'cancelJob' } },
    [],
    ['**Goes on behind the answer** ask `getJob` until `status` is `done`, `failed` or `cancelled`; `progress` tells how far it is; `getResult` has what came of it; `cancelJob` ends it'],
  ],
  ['the least that is said of work', { 'x-job': { get: 'getJob', status: 'state', ends: ['done'] } }, [], ['**Goes on behind the answer** ask `getJob` until `state` is `done`']],
  [
    'a conditional read',
    {},
    [header('If-None-Match')],
    ['**Conditional** Send the `ETag` back in `If-None-Match`: 304 while nothing has changed'],
  ],
  [
    'a conditional change',
    {},
    [header('if-match')],
    ['**Conditional** Send the `ETag` in `If-Match` to change only what you have seen: 412 when it has changed'],
  ],
];

const warnings: [string, DescribedOperation, string[]][] = [
  ['nothing of what is stable', { 'x-stability': 'stable' }, []],
  ['a beta', { 'x-stability': 'beta' }, ['**Beta** It can still change in ways that break a client.']],
  ['an alpha', { 'x-stability': 'alpha' }, ['**Alpha** An experiment: it can change or go from one day to the next.']],
  ['a sunset', { deprecated: true, 'x-sunset': '2027-06-01' }, ['**Deprecated** gone from 2027-06-01.']],
  [
    'what takes its place, and since when',
    { deprecated: true, 'x-sunset': '2027-06-01', 'x-deprecated-since': '2026-12-01', 'x-successor': 'listNotes' },
    ['**Deprecated** since 2026-12-01, gone from 2027-06-01, use `listNotes` instead.'],
  ],
];

describe('factsOf', () => {
  it.each(facts)('tells %s', (_, operation, parameters, want) => expect(factsOf(operation, parameters)).toEqual(want));
});

describe('warningsOf', () => {
  it.each(warnings)('tells %s', (_, operation, want) => expect(warningsOf(operation)).toEqual(want));
});
