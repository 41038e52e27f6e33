import type { OutboundAnswer } from '../outbound/outbound.ts';
import { retryAfter } from './retry-after.ts';

/** What became of an attempt, and what is shown of it. */
export interface Verdict {
  outcome: 'succeeded' | 'failed' | 'refused' | 'timeout';
  /** Of the answer, null when there was none. */
  status: number | null;
  /** Why it has failed, for whoever runs the endpoint. */
  error: string | null;
  /** What the answer begins with, null when there was none. */
  excerpt: string | null;
  /** Whether the endpoint wants nothing any more. */
  isGone: boolean;
  /** Milliseconds that the endpoint has asked to be left alone. */
  askedFor: number;
}

/** Characters of an answer that are kept. */
const EXCERPT = 1_000;
const GONE = 410;
/** The statuses whose `Retry-After` says when to come back: RFC 6585, 4, and RFC 9110, 15.6.4. */
const BUSY = new Set([429, 503]);

/** Judges how a call has ended: 2xx is success and nothing else is (Standard Webhooks, "Deliverability and reliability"). */
export function judgeAnswer(answer: OutboundAnswer, now: Date): Verdict {
  const nothing = { status: null, excerpt: null, isGone: false, askedFor: 0 };
  if (answer.kind === 'refused') return { outcome: 'refused', error: storable(answer.reason), ...nothing };
  if (answer.kind === 'failed') return { outcome: answer.isTimeout ? 'timeout' : 'failed', error: storable(answer.reason), ...nothing };

  const { status, headers, text } = answer;
  const isSuccess = status >= 200 && status < 300;
  return {
    outcome: isSuccess ? 'succeeded' : 'failed',
    status,
    error: isSuccess ? null : reasonOf(status),
    excerpt: storable(text),
    isGone: status === GONE,
    askedFor: BUSY.has(status) ? retryAfter(headers['retry-after'], now) : 0,
  };
}

function reasonOf(status: number): string {
  if (status === GONE) return 'The endpoint answered 410, which says that it wants nothing any more.';
  if (status >= 300 && status < 400) return `The endpoint answered ${status}. Redirects are not followed: give the webhook the URL that it leads to.`;
  return `The endpoint answered ${status}.`;
}

/** The beginning of a text, without what PostgreSQL cannot keep: U+0000, and the half of a pair where it was cut. */
function storable(text: string): string {
  return text.slice(0, EXCERPT).replaceAll('\0', '\uFFFD').toWellFormed();
}
