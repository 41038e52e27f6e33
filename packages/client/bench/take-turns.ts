import { deepStrictEqual } from 'node:assert/strict';
import { whileWaiting, type Pace, type Series } from '@plumbline/benchmark';
import type { Rival } from './rivals.ts';

/** Milliseconds of calls before anything counts; V8 has compiled by then what is hot. */
const WARM_UP = 3000;

/**
 * Measures every rival on one server. They take turns, there and back, so that what disturbs the machine for a while
 * disturbs all of them. What a round costs is processor time of this process, where the client is.
 *
 * @throws Error when one of them does not give what the first one gives
 */
export async function takeTurns(probe: string, rivals: readonly Rival[], { rounds, seconds, connections }: Pace): Promise<Series[]> {
  const lanes: { rival: Rival; calls: number; series: Series }[] = [];
  const expected = await rivals[0]?.call();
  for (const rival of rivals) {
    const began = performance.now();
    deepStrictEqual(await rival.call(), expected, `${rival.label} gives something else`);
    const series: Series = { probe, subject: rival.id, firstAnswerMs: performance.now() - began, rounds: [] };
    const { perSecond } = await whileWaiting(`warming up ${rival.label}`, callFor(rival, connections, WARM_UP));
    lanes.push({ rival, calls: Math.ceil(perSecond * seconds), series });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { rival, calls, series } of round % 2 === 0 ? lanes : lanes.toReversed()) {
      globalThis.gc?.();
      const before = process.cpuUsage();
      const began = performance.now();
      await inFlight(connections, calls, rival);
      const { user, system } = process.cpuUsage(before);
      series.rounds.push({ perSecond: calls / ((performance.now() - began) / 1000), cpuMicros: (user + system) / calls });
    }
  }
  return lanes.map(({ series }) => series);
}

/** Calls for some time, and tells how often a second. */
async function callFor(rival: Rival, connections: number, milliseconds: number): Promise<{ perSecond: number }> {
  const began = performance.now();
  let calls = 0;
  for (; performance.now() - began < milliseconds; calls += connections) await inFlight(connections, connections, rival);
  return { perSecond: calls / ((performance.now() - began) / 1000) };
}

/** Makes so many calls, with so many of them in flight. */
async function inFlight(connections: number, calls: number, { call }: Rival): Promise<void> {
  let left = calls;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}
