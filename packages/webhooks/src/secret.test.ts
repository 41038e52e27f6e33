import { describe, expect, it } from 'vitest';
import { generateSecret, readSecret } from './secret.ts';

const of = (octets: number) => `whsec_${Buffer.alloc(octets, 0xfb).toString('base64')}`;

describe('generateSecret', () => {
  it('gives 32 octets in base64 behind whsec_, never the same', () => {
    const secrets = Array.from({ length: 1000 }, generateSecret);
    expect(secrets.filter((secret) => readSecret(secret)?.length !== 32 || !/^whsec_[A-Za-z0-9+/]{43}=$/.test(secret))).toEqual([]);
    expect(new Set(secrets).size).toBe(1000);
  });
});

describe('readSecret', () => {
  it.each([
    ['24 octets', of(24), 24],
    ['64 octets', of(64), 64],
    ['23 octets', of(23), undefined],
    ['65 octets', of(65), undefined],
    ['no octets', 'whsec_', undefined],
    ['nothing', '', undefined],
    ['no prefix', of(32).slice(6), undefined],
    ['another prefix', of(32).replace('whsec_', 'whsk__'), undefined],
    ['blanks', of(32).replace('whsec_', 'whsec_ '), undefined],
    ['a newline behind it', `${of(32)}\n`, undefined],
    ['no padding', of(32).replace('=', ''), undefined],
    ['base64url', of(32).replaceAll('+', '-').replaceAll('/', '_'), undefined],
  ])('reads %s', (_name, secret, want) => {
    expect(readSecret(secret)?.length).toBe(want);
  });
});
