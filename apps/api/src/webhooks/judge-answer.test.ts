import { describe, expect, it } from 'vitest';
import type { OutboundAnswer } from '../outbound/outbound.ts';
import { judgeAnswer } from './judge-answer.ts';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const answered = (status: number, more: Partial<Extract<OutboundAnswer, { kind: 'answered' }>> = {}): OutboundAnswer => ({
  kind: 'answered',
  status,
  headers: {},
  text: 'ok',
  isCut: false,
  durationMs: 3,
  ...more,
});

describe('judgeAnswer', () => {
  it.each([
    ['200', answered(200), { outcome: 'succeeded', status: 200, error: null, excerpt: 'ok' }],
    ['299', answered(299), { outcome: 'succeeded' }],
    ['300', answered(300), { outcome: 'failed', error: expect.stringContaining('Redirects are not followed') }],
    ['301', answered(301), { outcome: 'failed', isGone: false }],
    ['400', answered(400), { outcome: 'failed', error: 'The endpoint answered 400.' }],
    ['410', answered(410), { outcome: 'failed', isGone: true, error: expect.stringContaining('wants nothing any more') }],
    ['500', answered(500), { outcome: 'failed', isGone: false, askedFor: 0 }],
    ['429 that asks for time', answered(429, { headers: { 'retry-after': '60' } }), { outcome: 'failed', askedFor: 60_000 }],
    ['503 that asks for time', answered(503, { headers: { 'retry-after': 'Tue, 24 Nov 2026 12:01:00 GMT' } }), { askedFor: 60_000 }],
    ['500 that asks for time, which is for 429 and 503', answered(500, { headers: { 'retry-after': '60' } }), { askedFor: 0 }],
    ['200 that asks for time', answered(200, { headers: { 'retry-after': '60' } }), { outcome: 'succeeded', askedFor: 0 }],
    ['a refusal of our guard', { kind: 'refused', reason: 'It is private.', durationMs: 0 } as const, { outcome: 'refused', status: null, error: 'It is private.', excerpt: null }],
    ['no answer in time', { kind: 'failed', reason: 'Too late.', isTimeout: true, durationMs: 15_000 } as const, { outcome: 'timeout', status: null, error: 'Too late.' }],
    ['no connection', { kind: 'failed', reason: 'Refused.', isTimeout: false, durationMs: 1 } as const, { outcome: 'failed', status: null, error: 'Refused.' }],
  ])('judges %s', (_title, answer, want) => {
    expect(judgeAnswer(answer, NOW)).toMatchObject(want);
  });

  it.each([
    ['a long answer', 'a'.repeat(2_000), 'a'.repeat(1_000)],
    ['an answer that would be cut within a character', `${'a'.repeat(999)}😀`, `${'a'.repeat(999)}\uFFFD`],
    ['U+0000', 'a\0b', 'a\uFFFDb'],
  ])('keeps of %s what can be kept', (_title, text, want) => {
    expect(judgeAnswer(answered(500, { text }), NOW).excerpt).toBe(want);
  });
});
