import { describe, expect, it } from 'vitest';
import type { Operation } from '../document.ts';
import { listOf, type List } from './list.ts';

const filters = { status: { field: 'status', operator: 'eq' }, since: { field: 'created_at', operator: 'gte' } } as const;
const sort = { fields: ['created_at', 'name'], default: 'created_at', order: 'asc' } as const;

describe('listOf', () => {
  it.each([
    ['nothing where there are no pages', {}, null],
    ['nothing of an operation that has a filter and no pages', { 'x-filter': filters }, null],
    ['pages', { 'x-pagination': 'page' }, { style: 'page', filters: {}, sort: null }],
    ['cursors', { 'x-pagination': 'cursor' }, { style: 'cursor', filters: {}, sort: null }],
    ['filters and order', { 'x-pagination': 'page', 'x-filter': filters, 'x-sort': sort }, { style: 'page', filters, sort }],
  ] as unknown as [string, Partial<Operation>, List | null][])('reads %s', (_, operation, want) => {
    expect(listOf({ operationId: 'a', ...operation })).toEqual(want);
  });
});
