import { say, whileWaiting, type Subject } from '@plumbline/benchmark';
import { lineOf, offer } from './offer.ts';
import type { Probe } from './probes.ts';

/** The load that a server is saturated by. */
export interface Saturation {
  /** The fewest connections at which nearly the peak is reached. */
  connections: number;
  /** The best goodput: successful answers a second. */
  peak: number;
}

const MOST_CONNECTIONS = 512;
/** The part of the peak at which a server counts as saturated: what noise makes of it. */
const NEARLY = 0.95;
/** Doublings without a new peak, behind which no other is expected. */
const ENOUGH = 3;

/** Doubles the connections until goodput grows no more. */
export async function findSaturation(subject: Subject, probe: Probe, seconds: number): Promise<Saturation> {
  await whileWaiting('warming up', offer(subject, probe, 16, seconds));
  const found: Saturation[] = [];
  let best = 0;
  for (let connections = 1; connections <= MOST_CONNECTIONS && found.length - best <= ENOUGH; connections *= 2) {
    const offered = await offer(subject, probe, connections, seconds);
    say(lineOf('rising', offered));
    found.push({ connections, peak: offered.goodput });
    if (offered.goodput >= Math.max(...found.map(({ peak }) => peak))) best = found.length;
  }
  const peak = Math.max(...found.map((one) => one.peak));
  const saturating = found.find((one) => one.peak >= peak * NEARLY);
  return { connections: saturating?.connections ?? 1, peak };
}
