import type { Contender } from './contender.ts';
import { firstAnswer } from './first-answer.ts';
import { load } from './load.ts';
import type { Options } from './options.ts';
import type { Probe } from './probes.ts';
import { say, whileWaiting } from './say.ts';
import type { Server } from './servers.ts';
import { isUndecided } from './verdict.ts';

/** What one round of one server came to. */
export interface Round {
  perSecond: number;
  /** Microseconds of processor time that the server's process used for one request. */
  cpuMicros: number;
}

/** All rounds of one server for one operation. */
export interface Series {
  probe: Probe['id'];
  server: Server['id'];
  firstAnswerMs: number;
  rounds: Round[];
}

interface Lane {
  contender: Contender;
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
 * Measures one operation on every server. The servers take turns, there and back, so that what disturbs the
 * machine for a while disturbs all of them, and every round of a server has the same number of requests.
 */
export async function measure(probe: Probe, contenders: readonly Contender[], options: Options): Promise<Series[]> {
  const lanes: Lane[] = [];
  for (const contender of contenders) {
    const { id, label } = contender.server;
    const series: Series = { probe: probe.id, server: id, firstAnswerMs: await firstAnswer(contender, probe), rounds: [] };
    // V8 marks what a start leaves behind little by little, which made the next 36,000 requests dearer by a third.
    await contender.ask('collect');
    lanes.push({ contender, series, requests: await whileWaiting(`warming up ${label}`, warmUp(contender, probe, options)) });
  }
  const all = lanes.map(({ series }) => series);
  for (let round = 1; round <= options.rounds; round += 1) await takeTurns(`round ${round} of ${options.rounds}`, lanes, probe, options);

  const kits = lanes.filter(({ contender }) => contender.server.kind === 'kit');
  for (let more = 1; more <= options.rounds * 2 && isUndecided(all, probe.id); more += 1) {
    await takeTurns(`the noise hides the verdict, further round ${more}`, kits, probe, options);
  }
  return all;
}

async function takeTurns(what: string, lanes: readonly Lane[], probe: Probe, options: Options): Promise<void> {
  const began = performance.now();
  const thereOrBack = (lanes[0]?.series.rounds.length ?? 0) % 2 === 0 ? lanes : lanes.toReversed();
  for (const lane of thereOrBack) {
    lane.series.rounds.push(await whileWaiting(lane.contender.server.label, measureRound(lane, probe, options)));
  }
  const costs = lanes.map(({ series }) => `${series.server} ${Math.round(series.rounds.at(-1)?.cpuMicros ?? 0)}`);
  say(`  ${what}, ${((performance.now() - began) / 1000).toFixed(1)} s, µs per request: ${costs.join(', ')}`);
}

async function measureRound({ contender, requests }: Lane, probe: Probe, { connections, seconds }: Options): Promise<Round> {
  const before = await contender.ask('usage');
  const took = await load(contender.url, probe, connections, requests, patience(seconds));
  const after = await contender.ask('usage');
  return { perSecond: (requests / took) * 1000, cpuMicros: (after.cpuMicros - before.cpuMicros) / requests };
}

/**
 * Warms up by a number of requests and not for a time: a slow server needs as many until its code is compiled.
 *
 * @returns how many requests last about a round
 */
async function warmUp({ url }: Contender, probe: Probe, { connections, seconds }: Options): Promise<number> {
  const lasting = (span: number) => Math.min(MOST_REQUESTS, Math.max(connections * 2, Math.round(perSecond * span)));
  const began = performance.now();
  let perSecond = 0;
  for (let sent = 0; sent < WARM_UP_REQUESTS && performance.now() - began < WARM_UP_MOST; ) {
    const requests = lasting(WARM_UP_STEP);
    perSecond = (requests / (await load(url, probe, connections, requests, patience(WARM_UP_STEP)))) * 1000;
    sent += requests;
  }
  return lasting(seconds);
}

/** Milliseconds until a round that was to last so many seconds is given up. */
function patience(seconds: number): number {
  return 10_000 + seconds * 10_000;
}
