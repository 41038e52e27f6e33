import { describe, expect, it } from 'vitest';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

const ANSWER = Buffer.from('{"secret":"sk_test_x"}');

describe('a sealed answer', () => {
  it('opens for the credential and the purpose that it was sealed for', () => {
    expect(openAnswer(sealAnswer(ANSWER, 'sk_a', 'one'), 'sk_a', 'one')).toEqual(ANSWER);
  });

  it.each([
    ['another credential', 'sk_b', 'one'],
    ['another purpose', 'sk_a', 'two'],
  ])('does not open for %s', (_, credential, purpose) => {
    expect(openAnswer(sealAnswer(ANSWER, 'sk_a', 'one'), credential, purpose)).toBeUndefined();
  });

  it('does not open once a bit of it is another, or when some of it is missing', () => {
    const sealed = sealAnswer(ANSWER, 'sk_a', 'one');
    const altered = Array.from(sealed, (byte, at) => Buffer.from(sealed).fill(byte ^ 1, at, at + 1));
    expect(altered.map((one) => openAnswer(one, 'sk_a', 'one')).filter((one) => one !== undefined)).toEqual([]);
    expect(Array.from(sealed, (_, length) => openAnswer(sealed.subarray(0, length), 'sk_a', 'one')).filter((one) => one !== undefined)).toEqual([]);
  });

  it('shows nothing of the answer, and is another each time', () => {
    const [one, other] = [sealAnswer(ANSWER, 'sk_a', 'one'), sealAnswer(ANSWER, 'sk_a', 'one')];
    expect(one.includes('secret')).toBe(false);
    expect(one.equals(other)).toBe(false);
  });
});
