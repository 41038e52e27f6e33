import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeKey, readKey } from './api-key.ts';

describe('makeKey', () => {
  it.each([
    ['live', /^sk_live_[0-9A-Za-z]{48}$/],
    ['sandbox', /^sk_test_[0-9A-Za-z]{48}$/],
  ] as const)('makes a %s key that reads back', (environment, format) => {
    const { key, prefix, lookup, hash } = makeKey(environment);

    expect(key).toMatch(format);
    expect(key.slice(8, 20)).toBe(lookup);
    expect(key.slice(0, 20)).toBe(prefix);
    expect(hash).toEqual(createHash('sha256').update(key).digest());
    expect(readKey(key)).toEqual({ environment, lookup, hash });
  });
});

describe('readKey', () => {
  const { key } = makeKey('live');

  it('refuses a key with any one character changed', () => {
    const changed = Array.from(key, (character, at) => `${key.slice(0, at)}${character === 'x' ? 'y' : 'x'}${key.slice(at + 1)}`);

    expect(changed.filter((text) => readKey(text))).toEqual([]);
  });

  it('refuses a key with two neighbours swapped', () => {
    const swapped = Array.from(key, (character, at) => `${key.slice(0, at)}${key[at + 1]}${character}${key.slice(at + 2)}`);

    expect(swapped.filter((text) => text !== key && readKey(text))).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a live key that says it is a test key', key.replace('sk_live_', 'sk_test_')],
    ['another prefix', key.replace('sk_', 'pk_')],
    ['one character less', key.slice(0, -1)],
    ['one character more', `${key}0`],
    ['a line break behind', `${key}\n`],
    ['a space in front', ` ${key}`],
    ['letters that are no ASCII', `sk_live_${'é'.repeat(48)}`],
    ['a NUL', `${key.slice(0, 20)}\0${key.slice(21)}`],
  ])('refuses %s', (_, text) => {
    expect(readKey(text)).toBeUndefined();
  });

  it('reads a key whose checksum was computed elsewhere', () => {
    // CRC-32 of what stands before it is 0xeb70aa60, by Python's zlib.
    expect(readKey('sk_test_exampleLooku0123456789abcdefghijABCDEFGHIJ4JJv5k')).toMatchObject({
      environment: 'sandbox',
      lookup: 'exampleLooku',
    });
  });
});
