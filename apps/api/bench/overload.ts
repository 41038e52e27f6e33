import { saveResult, say, spread, whileWaiting, type Spread, type Subject } from '@plumbline/benchmark';
import type { Options } from './options.ts';
import { findSaturation, type Saturation } from './find-saturation.ts';
import { headOf, lineOf, offer, type Offered } from './offer.ts';
import type { Probe } from './probes.ts';
import { startAll } from './subjects.ts';

/** How many times the saturating load is offered. */
const TIMES = 5;
/** Connections that stand for a crowd that does not wait: at most so many requests are under way at once. */
const CROWD = 1000;

/** Goodput under overload, as a part of the saturated goodput of the same round. */
interface Left {
  closed: Spread;
  open: Spread;
}

/**
 * Finds the load that saturates a server, offers five times as much, and says how much of the goodput is left. Closed
 * loop is five times the connections, each of which waits for its answer; open loop five times the rate over many.
 * What is offered comes from the same machine, so that a part of its processors is the client's.
 */
export async function measureOverload({ probes, asked, ...options }: Options, databaseUrl: string | undefined, file: string): Promise<void> {
  await using running = new AsyncDisposableStack();
  const [probe] = probes.toSorted((a, b) => Number(b.id === 'getProject') - Number(a.id === 'getProject'));
  const [one] = asked.toSorted((a, b) => Number(b.id === 'sandbox-postgres') - Number(a.id === 'sandbox-postgres'));
  if (!probe || !one) throw new Error('There is nothing to overload.');
  const [subject] = await startAll([one], { ...options, databaseUrl }, running);
  if (!subject) throw new Error(`${one.id} was not started.`);

  say(`${probe.method} ${probe.target}  (${subject.label}), ${options.seconds} s each\n${headOf()}`);
  const saturation = await findSaturation(subject, probe, options.seconds);
  say(`Saturated at ${saturation.connections} connections; the peak is ${Math.round(saturation.peak)} a second. Now ${TIMES} times as much:`);
  const { rounds, left } = await overload(subject, probe, saturation, options);
  const many = saturation.connections * TIMES;
  say(`\nOf the goodput at saturation there is left:`);
  say(`  closed loop, ${many} connections: ${percent(left.closed)}`);
  say(`  open loop, up to ${Math.round(saturation.peak * TIMES)} a second over ${Math.max(CROWD, many)} connections: ${percent(left.open)}`);
  saveResult(file, { probe: probe.id, subject: subject.id, seconds: options.seconds, saturation, left, rounds });
}

async function overload(subject: Subject, probe: Probe, { connections, peak }: Saturation, { rounds, seconds }: Pick<Options, 'rounds' | 'seconds'>) {
  const measured: Record<'saturated' | keyof Left, Offered>[] = [];
  const take = async (name: string, many: number, perSecond?: number) => {
    const offered = await whileWaiting(name, offer(subject, probe, many, seconds, perSecond));
    say(lineOf(name, offered));
    return offered;
  };
  for (let round = 1; round <= rounds; round += 1) {
    measured.push({
      saturated: await take('saturated', connections),
      closed: await take('closed loop', connections * TIMES),
      open: await take('open loop', Math.max(CROWD, connections * TIMES), peak * TIMES),
    });
  }
  const part = (kind: keyof Left) => spread(measured.map((round) => round[kind].goodput / round.saturated.goodput));
  return { rounds: measured, left: { closed: part('closed'), open: part('open') } };
}

function percent({ median, low, high }: Spread): string {
  return `${(median * 100).toFixed(0)} % (${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)})`;
}
