import { describe, expect, it } from 'vitest';
import { keyFaults } from './key-faults.ts';

const NOW = new Date('2026-06-01T00:00:00Z');

describe('keyFaults', () => {
  it.each([
    ['nothing', {}],
    ['no limits', { allowed_addresses: [], expires_at: null }],
    ['what is as it should be', { allowed_addresses: ['192.0.2.7', '2001:DB8::/32'], expires_at: '2026-06-01T00:00:00.001Z' }],
  ])('finds none in %s', (_, wanted) => {
    expect(keyFaults(wanted, NOW)).toEqual([]);
  });

  it('names every address that is none, and says what to write', () => {
    expect(keyFaults({ allowed_addresses: ['rubbish', '192.0.2.7', '192.0.2.7/24'] }, NOW)).toEqual([
      { in: 'body', pointer: '/allowed_addresses/0', code: 'network', message: expect.stringContaining('write an address') },
      { in: 'body', pointer: '/allowed_addresses/2', code: 'network', message: expect.stringContaining('write 192.0.2.0/24.') },
    ]);
  });

  it.each([
    ['now', '2026-06-01T00:00:00Z'],
    ['now, in another zone', '2026-06-01T02:00:00+02:00'],
    ['long ago', '1970-01-01T00:00:00Z'],
    ['a leap second', '2026-06-30T23:59:60Z'],
  ])('refuses an end that is %s', (_, expires_at) => {
    expect(keyFaults({ expires_at }, NOW)).toEqual([{ in: 'body', pointer: '/expires_at', code: 'future', message: expect.any(String) }]);
  });
});
