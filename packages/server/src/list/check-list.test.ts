import { describe, expect, it } from 'vitest';
import { document, operationOf } from '../../test/notes-operations.ts';
import type { ListEntry, OperationEntry } from '../contract.ts';
import type { Parameter, Schema } from '../document.ts';
import { checkList } from './check-list.ts';

const { entry } = operationOf('getNote');
const query = (name: string, schema: Schema = { type: 'string' }): Parameter => ({ name, in: 'query', schema });
const pages: ListEntry = { style: 'page', filters: {}, sort: null };
const FILTERED: ListEntry = { ...pages, filters: { tag: { field: 'tag', operator: 'eq' } } };
const SORTED: ListEntry = { ...pages, sort: { fields: ['a'], default: 'a', order: 'asc' } };

/** Checks a list of these parameters, of which some have defaults. */
function check(list: OperationEntry['list'], parameters: Parameter[], defaults: string[] = ['page', 'per_page']) {
  return () => checkList(document, { ...entry, list, defaults: { query: defaults, body: [] } }, parameters);
}

describe('checkList', () => {
  it.each([
    ['no list', null, []],
    ['pages', pages, [query('page'), query('per_page')]],
    ['cursors', { ...pages, style: 'cursor' }, [query('cursor'), query('per_page')]],
    ['filters', FILTERED, [query('page'), query('per_page'), query('tag')]],
    ['an order', SORTED, [query('page'), query('per_page'), query('sort')]],
  ] as [string, OperationEntry['list'], Parameter[]][])('lets pass %s', (_, list, parameters) => {
    expect(check(list, parameters)).not.toThrow();
  });

  it.each([
    ['pages that cannot be named', pages, [], undefined, 'its list needs the query parameters page, per_page, which it does not declare'],
    ['cursors that cannot be sent', { ...pages, style: 'cursor' }, [query('per_page')], undefined, 'needs the query parameters cursor,'],
    ['a parameter elsewhere', pages, [query('page'), { ...query('per_page'), in: 'header' }], undefined, 'needs the query parameters per_page,'],
    ['a filter that is no parameter', FILTERED, [query('page'), query('per_page')], undefined, 'needs the query parameters tag,'],
    ['an order that cannot be asked for', SORTED, [query('page'), query('per_page')], undefined, 'needs the query parameters sort,'],
    ['a page without a default', pages, [query('page'), query('per_page')], ['per_page'], 'its list needs a default of page'],
    ['a filter of many values', FILTERED, [query('page'), query('per_page'), query('tag', { type: 'array' })], undefined, 'its list cannot be read from tag, which must be one value'],
  ] as [string, ListEntry, Parameter[], string[] | undefined, string][])('refuses %s', (_, list, parameters, defaults, message) => {
    expect(check(list, parameters, defaults)).toThrow(message);
  });
});
