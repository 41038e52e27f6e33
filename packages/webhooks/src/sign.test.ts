import { describe, expect, it } from 'vitest';
import { generateSecret } from './secret.ts';
import { sign } from './sign.ts';

const secret = generateSecret();
const sound = { id: 'evt_1', timestamp: new Date('2026-03-06T12:00:00.999Z'), body: '{}', secrets: [secret] };

describe('sign', () => {
  it('signs with every secret, the newest first', () => {
    const other = generateSecret();
    const one = sign(sound);
    const two = sign({ ...sound, secrets: [other, secret] });
    expect(two['webhook-signature']).toBe(`${sign({ ...sound, secrets: [other] })['webhook-signature']} ${one['webhook-signature']}`);
    expect(two['X-Signature']).toBe(sign({ ...sound, secrets: [other] })['X-Signature']);
  });

  it('rounds the timestamp down to seconds', () => {
    expect(sign(sound)['webhook-timestamp']).toBe('1772798400');
  });

  it.each([
    ['no secret', { secrets: [] }, 'at least one'],
    ['a malformed secret', { secrets: [secret, secret.slice(0, -1)] }, 'Secret 1 is not'],
    ['an empty id', { id: '' }, 'The id'],
    ['an id with a full stop', { id: 'evt.1' }, 'The id'],
    ['an id with a blank', { id: 'evt 1' }, 'The id'],
    ['an id with a newline', { id: 'evt_1\n' }, 'The id'],
    ['an id that is not ASCII', { id: 'évt' }, 'The id'],
    ['a date that is none', { timestamp: new Date(Number.NaN) }, 'The timestamp'],
    ['a date before 1970', { timestamp: new Date(-1) }, 'The timestamp'],
  ])('refuses %s, and shows no secret', (_name, change, message) => {
    const error = caught(() => sign({ ...sound, ...change }));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(secret.slice(6, 20));
  });
});

function caught(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown.');
}
