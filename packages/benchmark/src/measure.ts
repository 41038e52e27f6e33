import { load } from './load.ts';
import type { Pace } from './pace.ts';
import type { Probe, Subject } from './probe.ts';
import { say, whileWaiting } from './say.ts';

/** What one round of one subject came to. */
export interface Round {
  perSecond: number;
  /** Microseconds of processor time that the server's process used for one request. */
  cpuMicros: number;
}

/** All rounds of one subject for one probe. */
export interface Series {
  probe: string;
  subject: string;
  firstAnswerMs: number;
  rounds: Round[];
}

/** What a benchmark has an eye on while it measures. */
export interface Watch<Asked extends Probe> {
  /**
   * Asks once, and so makes sure that all subjects give the same answer to the same request.
   *
   * @returns the milliseconds that it took
   * @throws Error when the answer is another one
   */
  firstAnswer(subject: Subject, probe: Asked): Promise<number>;
  /** The subjects that need more rounds, behind those that were asked for; none when enough is known. */
  undecided?(series: readonly Series[], probe: Asked): readonly string[];
}

interface Lane {
  subject: Subject;
  series: Series;
  /** How many requests last about a round. */
  requests: number;
}

/** Requests before anything counts; V8 has compiled by then what is hot. */
const WARM_UP_REQUESTS = 15_000;
/** Milliseconds after which a warm-up ends with fewer. */
const WARM_UP_MOST = 3000;
/** Seconds of load at a time while warming up. */
const WARM_UP_STEP = 0.5;
const MOST_REQUESTS = 100_000;

/**
 * Measures one request on every subject. They take turns, there and back, so that what disturbs the machine for a
 * while disturbs all of them, and every round of a subject has the same number of requests.
 */
export async function measure<Asked extends Probe>(probe: Asked, subjects: readonly Subject[], pace: Pace, watch: Watch<Asked>): Promise<Series[]> {
  const lanes: Lane[] = [];
  for (const subject of subjects) {
    const series: Series = { probe: probe.id, subject: subject.id, firstAnswerMs: await watch.firstAnswer(subject, probe), rounds: [] };
    // V8 marks what a start leaves behind little by little, which made the next 36,000 requests dearer by a third.
    await subject.contender.ask('collect');
    lanes.push({ subject, series, requests: await whileWaiting(`warming up ${subject.label}`, warmUp(subject, probe, pace)) });
  }
  const all = lanes.map(({ series }) => series);
  for (let round = 1; round <= pace.rounds; round += 1) await takeTurns(`round ${round} of ${pace.rounds}`, lanes, probe, pace);

  for (let more = 1; more <= pace.rounds * 2; more += 1) {
    const undecided = watch.undecided?.(all, probe) ?? [];
    if (undecided.length === 0) break;
    const some = lanes.filter(({ subject }) => undecided.includes(subject.id));
    await takeTurns(`the noise hides the verdict, further round ${more}`, some, probe, pace);
  }
  return all;
}

async function takeTurns(what: string, lanes: readonly Lane[], probe: Probe, pace: Pace): Promise<void> {
  const began = performance.now();
  const thereOrBack = (lanes[0]?.series.rounds.length ?? 0) % 2 === 0 ? lanes : lanes.toReversed();
  for (const lane of thereOrBack) {
    lane.series.rounds.push(await whileWaiting(lane.subject.label, measureRound(lane, probe, pace)));
  }
  const costs = lanes.map(({ series }) => `${series.subject} ${Math.round(series.rounds.at(-1)?.cpuMicros ?? 0)}`);
  say(`  ${what}, ${((performance.now() - began) / 1000).toFixed(1)} s, µs per request: ${costs.join(', ')}`);
}

async function measureRound({ subject, requests }: Lane, probe: Probe, { connections, seconds }: Pace): Promise<Round> {
  const before = await subject.contender.ask('usage');
  const took = await succeed(subject, probe, connections, requests, seconds);
  const after = await subject.contender.ask('usage');
  return { perSecond: (requests / took) * 1000, cpuMicros: (after.cpuMicros - before.cpuMicros) / requests };
}

/**
 * Warms up by a number of requests and not for a time: a slow server needs as many until its code is compiled.
 *
 * @returns how many requests last about a round
 */
async function warmUp(subject: Subject, probe: Probe, { connections, seconds }: Pace): Promise<number> {
  const lasting = (span: number) => Math.min(MOST_REQUESTS, Math.max(connections * 2, Math.round(perSecond * span)));
  const began = performance.now();
  let perSecond = 0;
  for (let sent = 0; sent < WARM_UP_REQUESTS && performance.now() - began < WARM_UP_MOST; ) {
    const requests = lasting(WARM_UP_STEP);
    perSecond = (requests / (await succeed(subject, probe, connections, requests, WARM_UP_STEP))) * 1000;
    sent += requests;
  }
  return lasting(seconds);
}

/**
 * Loads with requests that last about so many seconds.
 *
 * @returns the milliseconds that they took
 * @throws Error when an answer is missing or another one
 */
async function succeed(subject: Subject, probe: Probe, connections: number, requests: number, seconds: number): Promise<number> {
  const { byStatus, failed, tookMs } = await load(subject, probe, connections, { requests, patience: 10_000 + seconds * 10_000 });
  if (byStatus[probe.status] === requests) return tookMs;
  throw new Error(`${subject.id}, ${probe.id}: of ${requests} requests ${failed} failed, and the others were answered ${JSON.stringify(byStatus)}.`);
}
