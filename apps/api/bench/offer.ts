import { load, type Subject } from '@plumbline/benchmark';
import type { Probe } from './probes.ts';

/** What a load came to. */
export interface Offered {
  connections: number;
  /** Successful answers a second. */
  goodput: number;
  /** Answers a second that were 503 or 429. */
  refused: number;
  /** All other answers, and requests without one. */
  failed: number;
  latencyMs: { median: number; p99: number };
  /** Processors that the server and the client kept busy. */
  cores: { server: number; client: number };
}

/** Offers a load for some seconds: of so many connections, and at most so many requests a second when that is said. */
export async function offer(subject: Subject, probe: Probe, connections: number, seconds: number, perSecond?: number): Promise<Offered> {
  const before = await subject.contender.ask('usage');
  const clientBefore = process.cpuUsage();
  const { byStatus, failed, tookMs, latencyMs } = await load(subject, probe, connections, { seconds, ...(perSecond && { perSecond: Math.round(perSecond) }) });
  const { user, system } = process.cpuUsage(clientBefore);
  const after = await subject.contender.ask('usage');

  const took = tookMs / 1000;
  const { [probe.status]: good = 0, 503: unavailable = 0, 429: limited = 0, ...others } = byStatus;
  return {
    connections,
    goodput: good / took,
    refused: (unavailable + limited) / took,
    failed: failed + Object.values(others).reduce((sum, count) => sum + count, 0),
    latencyMs,
    cores: { server: (after.cpuMicros - before.cpuMicros) / tookMs / 1000, client: (user + system) / tookMs / 1000 },
  };
}

const COLUMNS = ['', 'connections', 'goodput/s', 'refused/s', 'failed', 'median ms', 'p99 ms', 'server cores', 'client cores'];

/** The head of the lines of `lineOf`, which are said one by one, as they are measured. */
export function headOf(): string {
  return cells(COLUMNS);
}

export function lineOf(name: string, { connections, goodput, refused, failed, latencyMs, cores }: Offered): string {
  const numbers = [connections, goodput, refused, failed, latencyMs.median, latencyMs.p99].map((number) => String(Math.round(number)));
  return cells([name, ...numbers, cores.server.toFixed(2), cores.client.toFixed(2)]);
}

function cells([name = '', ...numbers]: readonly string[]): string {
  return `  ${name.padEnd(12)}${numbers.map((cell, column) => cell.padStart((COLUMNS[column + 1] ?? '').length + 2)).join('')}`;
}
