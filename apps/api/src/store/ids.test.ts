import { describe, expect, it } from 'vitest';
import { canBeId, isProjectId, newId, randomBase62, toBase62 } from './ids.ts';

describe('newId', () => {
  it('is a prefix and 22 letters and digits', () => {
    expect(newId('prj')).toMatch(/^prj_[0-9A-Za-z]{22}$/);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newId('usr'))).size).toBe(1_000);
  });
});

describe('randomBase62', () => {
  it('favours no character', () => {
    const counts = new Map<string, number>();
    for (const character of randomBase62(62_000)) counts.set(character, (counts.get(character) ?? 0) + 1);

    expect(counts.size).toBe(62);
    // Seven standard deviations; `byte % 62` would give its first eight characters 25 % too many.
    expect(Math.max(...counts.values())).toBeLessThan(1_222);
  });
});

describe('toBase62', () => {
  it.each([
    [0, '000000'],
    [61, '00000z'],
    [62, '000010'],
    [0xff_ff_ff_ff, '4gfFC3'],
  ])('%i is %s', (value, want) => {
    expect(toBase62(value, 6)).toBe(want);
  });
});

describe('canBeId', () => {
  it('refuses only what PostgreSQL cannot hold', () => {
    expect(['prj_1', '', '\u{1F600}', 'a\0b'].map(canBeId)).toEqual([true, true, true, false]);
  });
});

describe('isProjectId', () => {
  it.each([
    ['a new one', newId('prj'), true],
    ['that of a user', newId('usr'), false],
    ['one that is too short', newId('prj').slice(0, -1), false],
    ['one with more behind it', `${newId('prj')}\n`, false],
    ['a key', 'sk_live_4GhT9sKq2LmN8vRxYbZ1Wc', false],
    ['no text', 1, false],
    ['nothing', undefined, false],
  ])('%s: %s', (_what, value, want) => {
    expect(isProjectId(value)).toBe(want);
  });
});
