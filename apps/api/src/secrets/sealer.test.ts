import { inspect } from 'node:util';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealer, sealedKeyId } from './sealer.ts';
import { parseSecretsKey, secretsKeyId } from './secrets-key.ts';

const key = () => parseSecretsKey(randomBytes(32).toString('base64')) ?? expect.fail('no key');
const secret = Buffer.from('whsec_hunter2');
const [first, second] = [key(), key()];
const sealer = createSealer({ current: first, previous: [] });

describe('a sealed value', () => {
  it('opens again for its purpose, and shows nothing of the secret', () => {
    const sealed = sealer.seal(secret, 'secrets/a');

    expect(sealer.open(sealed, 'secrets/a')).toEqual(secret);
    expect(sealed.includes(secret)).toBe(false);
    expect(sealer.open(new Uint8Array(sealed), 'secrets/a')).toEqual(secret);
  });

  it('is another one each time, also of nothing', () => {
    expect(sealer.seal(secret, 'p')).not.toEqual(sealer.seal(secret, 'p'));
    expect(sealer.open(sealer.seal(new Uint8Array(), 'p'), 'p')).toHaveLength(0);
  });

  it('names the key that sealed it', () => {
    expect(sealedKeyId(sealer.seal(secret, 'p'))).toBe(secretsKeyId(first));
    expect(sealer.currentKeyId).toMatch(/^[0-9a-f]{12}$/);
  });

  it('opens with a previous key, and is never sealed with one', () => {
    const rotated = createSealer({ current: second, previous: [first] });

    expect(rotated.open(sealer.seal(secret, 'p'), 'p')).toEqual(secret);
    expect(sealedKeyId(rotated.seal(secret, 'p'))).toBe(secretsKeyId(second));
  });

  it('of a key that is gone says which one, and what to do', () => {
    const other = createSealer({ current: second, previous: [] });

    expect(() => other.open(sealer.seal(secret, 'secrets/a'), 'secrets/a')).toThrow(
      `What is kept as secrets/a is sealed with the key ${secretsKeyId(first)}, which is not configured (${secretsKeyId(second)} is). Add that key to SECRETS_KEYS_PREVIOUS`,
    );
  });

  it('does not open for another purpose', () => {
    expect(() => sealer.open(sealer.seal(secret, 'secrets/a'), 'secrets/b')).toThrow('was altered, or was sealed for something else');
  });

  it('does not open when any byte of it was changed or is missing', () => {
    const sealed = sealer.seal(secret, 'p');
    for (const [index, byte] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[index] = byte ^ 1;
      expect(() => sealer.open(changed, 'p'), `byte ${index}`).toThrow('What is kept as p');
      expect(() => sealer.open(sealed.subarray(0, index), 'p'), `${index} bytes`).toThrow('What is kept as p');
    }
  });

  it.each([['nothing', Buffer.alloc(0)], ['text', Buffer.from('correct horse battery staple, in clear')]])('is not %s', (_, bytes) => {
    expect(() => sealer.open(bytes, 'secrets/a')).toThrow('What is kept as secrets/a is not a sealed value');
  });
});

describe('parseSecretsKey', () => {
  const good = randomBytes(32).toString('base64');

  it.each([
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['no padding', good.slice(0, -1)],
    ['a line break', `${good}\n`],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseSecretsKey(text)).toBeUndefined();
  });

  it('gives a key that shows nothing where it is printed', () => {
    const parsed = parseSecretsKey(good);

    expect(parsed?.export()).toEqual(Buffer.from(good, 'base64'));
    expect(inspect(parsed, { depth: 9, showHidden: true }) + JSON.stringify(parsed)).not.toContain(good.slice(0, 8));
  });
});
