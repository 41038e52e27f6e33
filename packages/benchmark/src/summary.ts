import type { Round, Series } from './measure.ts';
import { spread, type Spread } from './statistics.ts';

/** The measure of one subject for one probe. */
export interface Result {
  probe: string;
  subject: string;
  perSecond: Spread;
  cpuMicros: Spread;
  firstAnswerMs: number;
}

/** How much dearer one subject is than another, round by round. */
export interface Ratio {
  probe: string;
  of: string;
  to: string;
  /** Processor time per request. */
  cpu: Spread;
  /** Time per request, the inverse of throughput. */
  time: Spread;
}

/** Takes the median of the rounds. */
export function resultOf({ probe, subject, firstAnswerMs, rounds }: Series): Result {
  return {
    probe,
    subject,
    perSecond: spread(rounds.map(({ perSecond }) => perSecond)),
    cpuMicros: spread(rounds.map(({ cpuMicros }) => cpuMicros)),
    firstAnswerMs,
  };
}

/** Compares neighbours in time: each round of one subject with the same round of the other; undefined when one was not measured. */
export function ratioOf(series: readonly Series[], probe: string, of: string, to: string): Ratio | undefined {
  const roundsOf = (subject: string) => series.find((one) => one.probe === probe && one.subject === subject)?.rounds;
  const left = roundsOf(of);
  const right = roundsOf(to);
  if (!left || !right) return undefined;
  const compare = (cost: (round: Round) => number) =>
    spread(left.flatMap((round, index) => (right[index] ? [cost(round) / cost(right[index])] : [])));
  return { probe, of, to, cpu: compare(({ cpuMicros }) => cpuMicros), time: compare(({ perSecond }) => 1 / perSecond) };
}
