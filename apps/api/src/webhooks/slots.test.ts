import { describe, expect, it } from 'vitest';
import { countSlots } from './slots.ts';

const LIMITS = { all: 100, reserve: 20, each: 10 };

function taken(counts: Record<string, number>) {
  const slots = countSlots(LIMITS);
  for (const [endpoint, count] of Object.entries(counts)) for (let one = 0; one < count; one += 1) slots.take(endpoint);
  return slots;
}

describe('countSlots', () => {
  it.each([
    ['nothing is under way', {}, { most: 100, each: 10, left: {}, isReserve: false }],
    ['an endpoint has all that it may have', { a: 10, b: 4 }, { most: 86, each: 10, left: { a: 0, b: 6 }, isReserve: false }],
    ['little is free, so that each may have a quarter of it', { a: 10, b: 10, c: 10, d: 10, e: 10, f: 10, g: 10, h: 2 }, { most: 28, each: 7, left: { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0, h: 5 }, isReserve: false }],
    ['only the reserve is left', Object.fromEntries(Array.from({ length: 80 }, (_none, index) => [index, 1])), { most: 20, each: 5, left: expect.objectContaining({ 0: 4 }), isReserve: true }],
  ])('says what may be begun where %s', (_title, counts, want) => {
    expect(taken(counts).room()).toEqual(want);
  });

  it('lets nothing be begun where nothing is free, until something is', () => {
    const slots = taken({ a: 100 });
    expect(slots.room()).toBeUndefined();

    slots.free('a');
    expect(slots.room()).toMatchObject({ most: 1, each: 1 });
  });

  it('forgets an endpoint that has none under way', () => {
    const slots = taken({ a: 2 });
    slots.free('a');
    slots.free('a');

    expect([slots.room()?.left, slots.total()]).toEqual([{}, 0]);
  });

  it('leaves something for the next one, however many hang', () => {
    const slots = countSlots(LIMITS);
    for (let endpoint = 0; endpoint < 30; endpoint += 1) {
      for (let room = slots.room(); room && (room.left[`hung-${endpoint}`] ?? room.each) > 0 && !room.isReserve; room = slots.room()) slots.take(`hung-${endpoint}`);
    }

    expect(slots.room()).toMatchObject({ most: 20, isReserve: true });
  });
});
