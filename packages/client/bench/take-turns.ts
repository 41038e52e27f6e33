import { deepStrictEqual } from 'node:assert/strict';
import { whileWaiting, type Pace, type Series } from '@plumbline/benchmark';
import type { RivalProcess } from './rival-process.ts';
import { RIVALS } from './rivals.ts';

/** Milliseconds of calls before anything counts; V8 has compiled by then what is hot. */
const WARM_UP = 4000;

/**
 * Measures every rival on one server. They take turns, there and back, so that what disturbs the machine for a while
 * disturbs all of them.
 *
 * @throws Error when one of them does not give what the first one gives
 */
export async function takeTurns(probe: string, rivals: readonly RivalProcess[], { rounds, seconds, connections: inFlight }: Pace): Promise<Series[]> {
  const lanes: { rival: RivalProcess; calls: number; series: Series }[] = [];
  let expected: unknown;
  for (const rival of rivals) {
    const { gave, milliseconds } = await rival.ask({ calls: 1, inFlight: 1 });
    expected ??= gave;
    deepStrictEqual(gave, expected, `${RIVALS[rival.id]} gives something else`);
    const perSecond = await whileWaiting(`warming up ${RIVALS[rival.id]}`, warmUp(rival, inFlight));
    lanes.push({ rival, calls: Math.ceil(perSecond * seconds), series: { probe, subject: rival.id, firstAnswerMs: milliseconds, rounds: [] } });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { rival, calls, series } of round % 2 === 0 ? lanes : lanes.toReversed()) {
      const { perSecond, cpuMicros } = await rival.ask({ calls, inFlight });
      series.rounds.push({ perSecond, cpuMicros });
    }
  }
  return lanes.map(({ series }) => series);
}

/** Has a rival make calls for some time, and tells how many it makes in a second at the end of it. */
async function warmUp(rival: RivalProcess, inFlight: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const { perSecond } = await rival.ask({ calls: 500, inFlight });
    if (performance.now() - began >= WARM_UP) return perSecond;
  }
}
