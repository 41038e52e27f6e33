import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as node from './node.ts';
import * as portable from './portable.ts';
import { sha256 } from './sha256.ts';

const text = (value: string) => Buffer.from(value, 'ascii');

// RFC 4231, sections 4.2 to 4.8 (4.6 is of a tag that is cut short).
const RFC_4231: [name: string, key: Uint8Array, data: Uint8Array, want: string][] = [
  ['4.2', Buffer.alloc(20, 0x0b), text('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  ['4.3', text('Jefe'), text('what do ya want for nothing?'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ['4.4', Buffer.alloc(20, 0xaa), Buffer.alloc(50, 0xdd), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
  ['4.5', Buffer.from(Array.from({ length: 25 }, (_, index) => index + 1)), Buffer.alloc(50, 0xcd), '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b'],
  ['4.7', Buffer.alloc(131, 0xaa), text('Test Using Larger Than Block-Size Key - Hash Key First'), '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'],
  ['4.8', Buffer.alloc(131, 0xaa), text('This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.'), '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2'],
];

describe.each([
  ['node', node],
  ['portable', portable],
])('the MAC of %s', (_kind, { hmacSha256, equalTexts }) => {
  it.each(RFC_4231)('is that of RFC 4231, section %s', (_name, key, data, want) => {
    expect(Buffer.from(hmacSha256(key, data)).toString('hex')).toBe(want);
  });

  it('is that of node:crypto for any key and any parts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (key, parts) => {
        const want = createHmac('sha256', key).update(Buffer.concat(parts)).digest('hex');
        expect(Buffer.from(hmacSha256(key, ...parts)).toString('hex')).toBe(want);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['', '', true],
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'bbc', false],
    ['abc', 'ab', false],
    ['ab', 'abc', false],
    ['é', 'e', false],
    ['é', 'ab', false],
    ['\ud800', '\ufffd\ufffd', false],
  ])('tells %j and %j apart', (a, b, want) => {
    expect(equalTexts(a, b)).toBe(want);
  });
});

describe('sha256', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 100_000])('of %i octets is that of node:crypto', (length) => {
    const message = Uint8Array.from({ length }, (_, index) => index * 7);
    expect(Buffer.from(sha256([message])).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'));
  });
});
