import { describe, expect, it } from 'vitest';
import { generatePassword, hashPassword, verifyPassword } from './password.ts';

describe('hashPassword', () => {
  it('uses argon2id with 19 MiB, two passes and one lane, and a salt of its own', async () => {
    const [first, second] = await Promise.all([hashPassword('secret one'), hashPassword('secret one')]);

    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it.each([
    ['the same password', 'pässwörd \u{1F511}', 'pässwörd \u{1F511}', true],
    ['another case', 'secret one', 'Secret one', false],
    ['a longer one', 'secret one', 'secret one ', false],
    ['128 characters that differ in the last', `${'a'.repeat(127)}b`, `${'a'.repeat(127)}c`, false],
  ])('verifies %s', async (_, hashed, given, want) => {
    expect(await verifyPassword(await hashPassword(hashed), given)).toBe(want);
  });
});

describe('generatePassword', () => {
  it('makes one that the contract accepts', () => {
    expect(generatePassword()).toMatch(/^[0-9A-Za-z]{20}$/);
  });
});
