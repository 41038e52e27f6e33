import { ratioOf, type Series } from '@plumbline/benchmark';
import type { Paced } from './pacing.ts';

/** Whether a bound is kept, in words. */
export interface Verdict {
  passed: boolean;
  what: string;
}

/** The part of bare fetch's calls a second that this client has to reach, and of an allowed rate when it paces. */
const BOUNDS = { calls: 0.9, rate: 0.95 };

/** Whether this client is fast enough on a server. */
export function judgeSpeed(series: readonly Series[], probe: string): Verdict {
  const ratio = ratioOf(series, probe, 'fetch', 'client')?.time.median ?? 0;
  return { passed: ratio >= BOUNDS.calls, what: `${ratio.toFixed(3)} of bare fetch's calls a second, of at least ${BOUNDS.calls}` };
}

/** Whether calls of one client were never refused, and used what is allowed. */
export function judgePacing({ inFlight, refused, rateUsed }: Paced): Verdict {
  const used = (rateUsed * 100).toFixed(1);
  return { passed: refused === 0 && rateUsed >= BOUNDS.rate, what: `${refused} refused and ${used} % of the allowed rate used with ${inFlight} in flight, of none and at least ${BOUNDS.rate * 100} %` };
}
