import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answersOf } from './answers-of.ts';
import { VECTORS } from './vectors/vectors.ts';

const { signing, deliveries, bodies } = VECTORS;

describe('vectors.json', () => {
  it('is what the script gives', () => {
    const written = readFileSync(resolve(import.meta.dirname, '../vectors.json'), 'utf8');
    expect(written, 'npm run vectors').toBe(`${JSON.stringify(VECTORS, null, 2)}\n`);
  });

  it('names each case once', () => {
    for (const cases of [signing, deliveries, bodies]) expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

// One behind the other, since both replace the same module.
const node = await answersOf('node');
const portable = await answersOf('portable');

describe.each([
  ['node', node],
  ['portable', portable],
])('with the MAC of %s', (_kind, { sign, answer, verifyBody }) => {
  it.each(signing)('signs $name', ({ id, timestamp, body, secrets, headers }) => {
    expect(sign({ id, timestamp: new Date(timestamp * 1000 + 999), body, secrets })).toEqual(headers);
  });

  it.each(deliveries)('$name: $result', (vector) => {
    expect(answer(vector)).toEqual(vector.result === 'accepted' ? JSON.parse(vector.body) : vector.result);
    expect(answer({ ...vector, octets: true })).toEqual(answer(vector));
  });

  it.each(bodies)('X-Signature, $name: $result', ({ body, signature, secret, result }) => {
    expect(verifyBody({ body, signature, secret })).toBe(result === 'accepted');
    expect(verifyBody({ body: Buffer.from(body), signature, secret: [secret] })).toBe(result === 'accepted');
  });
});
