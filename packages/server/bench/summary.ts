import type { Round, Series } from './measure.ts';
import type { Probe } from './probes.ts';
import type { Server } from './servers.ts';
import { spread, type Spread } from './statistics.ts';

/** The measure of one server for one operation. */
export interface Result {
  probe: Probe['id'];
  server: Server['id'];
  perSecond: Spread;
  cpuMicros: Spread;
  firstAnswerMs: number;
}

/** How much dearer one server is than another, round by round. */
export interface Ratio {
  probe: Probe['id'];
  of: Server['id'];
  to: Server['id'];
  /** Processor time per request. */
  cpu: Spread;
  /** Time per request, the inverse of throughput. */
  time: Spread;
}

/** Takes the median of the rounds. */
export function resultOf({ probe, server, firstAnswerMs, rounds }: Series): Result {
  return {
    probe,
    server,
    perSecond: spread(rounds.map(({ perSecond }) => perSecond)),
    cpuMicros: spread(rounds.map(({ cpuMicros }) => cpuMicros)),
    firstAnswerMs,
  };
}

/** Compares neighbours in time: each round of one server with the same round of the other; undefined when one was not measured. */
export function ratioOf(series: readonly Series[], probe: Probe['id'], of: Server['id'], to: Server['id']): Ratio | undefined {
  const roundsOf = (server: Server['id']) => series.find((one) => one.probe === probe && one.server === server)?.rounds;
  const left = roundsOf(of);
  const right = roundsOf(to);
  if (!left || !right) return undefined;
  const compare = (cost: (round: Round) => number) =>
    spread(left.flatMap((round, index) => (right[index] ? [cost(round) / cost(right[index])] : [])));
  return { probe, of, to, cpu: compare(({ cpuMicros }) => cpuMicros), time: compare(({ perSecond }) => 1 / perSecond) };
}
