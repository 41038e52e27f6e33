import { describe, expect, it } from 'vitest';
import { cursorCodec } from './cursor.ts';
import type { ListFilter, ListRequest, Position } from './list-request.ts';

const KEY = new Uint8Array(32).fill(7);
const codec = cursorCodec(async () => KEY);
const starred: ListFilter = { field: 'starred', operator: 'eq', value: true };
const due: ListFilter = { field: 'due', operator: 'gte', value: '2026-01-01' };
const LIST: Pick<ListRequest, 'filters' | 'sort'> = { filters: [starred, due], sort: { field: 'title', descending: false } };
const MILK: Position = { value: 'Milk', id: 'note_1' };

describe('cursorCodec', () => {
  it.each([
    ['a text', 'Milk'],
    ['an empty text', ''],
    ['a text beyond ASCII', 'Mjölk 🥛 "\\'],
    ['a number', -1.5],
    ['a boolean', false],
  ])('reads what it wrote: %s', async (_, value) => {
    const cursor = await codec.write({ value, id: 'note_1' }, 'listNotes', LIST);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(await codec.read(cursor, 'listNotes', LIST)).toEqual({ value, id: 'note_1' });
  });

  it('takes filters in another order for the same list', async () => {
    const cursor = await codec.write(MILK, 'listNotes', LIST);
    expect(await codec.read(cursor, 'listNotes', { ...LIST, filters: [due, starred] })).toEqual(MILK);
  });

  it.each([
    ['another operation', 'listTasks', LIST],
    ['another field', 'listNotes', { ...LIST, sort: { field: 'id', descending: false } }],
    ['another direction', 'listNotes', { ...LIST, sort: { field: 'title', descending: true } }],
    ['fewer filters', 'listNotes', { ...LIST, filters: [due] }],
    ['another value of a filter', 'listNotes', { ...LIST, filters: [{ ...starred, value: false }, due] }],
    ['the same value as a text', 'listNotes', { ...LIST, filters: [{ ...starred, value: 'true' }, due] }],
    ['another operator', 'listNotes', { ...LIST, filters: [starred, { ...due, operator: 'lt' }] }],
  ] as [string, string, typeof LIST][])('refuses a cursor for %s', async (_, id, list) => {
    const cursor = await codec.write(MILK, 'listNotes', LIST);
    await expect(codec.read(cursor, id, list)).rejects.toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringContaining('`cursor` is of another list: send it with the filters, `sort` and `order`'),
      details: [{ in: 'query', pointer: '/cursor', code: 'cursor' }],
    });
  });

  it('refuses what it has not written', async () => {
    const cursor = await codec.write(MILK, 'listNotes', LIST);
    const octets = Buffer.from(cursor, 'base64url');
    const forged = Buffer.from(octets);
    forged[forged.length - 3] = (forged.at(-3) ?? 0) ^ 1;
    const foreign = await cursorCodec(async () => new Uint8Array(32)).write(MILK, 'listNotes', LIST);
    const spellings = [`${cursor}=`, `${cursor} `, `.${cursor}`, octets.toString('base64')].filter((one) => one !== cursor);
    const truncated = [cursor.slice(0, -1), cursor.slice(1), cursor.slice(0, 43), cursor.slice(0, 20)];
    for (const wrong of ['', 'x', 'null', '__proto__', forged.toString('base64url'), foreign, ...spellings, ...truncated]) {
      await expect(codec.read(wrong, 'listNotes', LIST)).rejects.toMatchObject({
        code: 'invalid_parameter',
        message: expect.stringContaining('send `next_cursor` as it was given, or no `cursor` to begin anew'),
        details: [{ in: 'query', pointer: '/cursor', code: 'cursor' }],
      });
    }
  });

  it('asks for its key once, and again when that failed', async () => {
    let asked = 0;
    const own = cursorCodec(() => (asked++ === 0 ? Promise.reject(new Error('out of reach')) : Promise.resolve(KEY)));
    await expect(own.write(MILK, 'listNotes', LIST)).rejects.toThrow('out of reach');
    const cursor = await own.write(MILK, 'listNotes', LIST);
    await own.read(cursor, 'listNotes', LIST);
    expect(asked).toBe(2);
  });
});
