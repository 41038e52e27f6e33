import { bar, ratioOf, resultOf, table, type Contender, type Result, type Series } from '@plumbline/benchmark';
import { PROBES, type Probe } from './probes.ts';
import { SERVERS, type Server } from './servers.ts';
import { BOUND, judge } from './verdict.ts';

/** What a server took to start, and what it holds after the run. */
export interface Standing extends Pick<Contender, 'readyMs'> {
  server: Server;
  rssBytes: number;
}

/** Writes out what was measured: a table and bars for each operation, then start and memory, then the verdict. */
export function report(series: readonly Series[], standings: readonly Standing[]): string {
  const operations = PROBES.filter(({ id }) => series.some(({ probe }) => probe === id));
  return [...operations.map((probe) => ofOperation(probe, series)), ofStart(series, standings), ofVerdict(series)].join('\n\n');
}

function ofOperation(probe: Probe, series: readonly Series[]): string {
  const results = series.filter((one) => one.probe === probe.id).map(resultOf);
  const dearest = Math.max(...results.map(({ cpuMicros }) => cpuMicros.median));
  const rows = results.map((result) => [
    labelOf(result.subject),
    String(Math.round(result.perSecond.median)),
    result.cpuMicros.median.toFixed(0),
    `${result.cpuMicros.low.toFixed(0)}–${result.cpuMicros.high.toFixed(0)}`,
    timesOf(series, result),
    bar(result.cpuMicros.median / dearest),
  ]);
  const heads = ['', 'requests/s', 'µs CPU/request', 'middle half', '× bare', ''];
  return `${probe.method} ${probe.target}  (${probe.id}: ${probe.label})\n${table(heads, rows)}`;
}

function timesOf(series: readonly Series[], { probe, subject }: Result): string {
  return ratioOf(series, probe, subject, 'express')?.cpu.median.toFixed(2) ?? '';
}

function ofStart(series: readonly Series[], standings: readonly Standing[]): string {
  const rows = standings.map(({ server, readyMs, rssBytes }) => [
    server.label,
    readyMs.toFixed(0),
    (series.find((one) => one.subject === server.id)?.firstAnswerMs ?? Number.NaN).toFixed(0),
    (rssBytes / 2 ** 20).toFixed(0),
  ]);
  return `Start and memory\n${table(['', 'ms to ready', 'ms to first answer', 'MiB after the run'], rows)}`;
}

function ofVerdict(series: readonly Series[]): string {
  const { ratios, passed } = judge(series);
  if (passed === undefined) return 'Not judged: that takes both kit-5 and kit-1000.';
  const rows = ratios.map(({ probe, cpu, time }) => [
    probe,
    cpu.median.toFixed(3),
    `${cpu.low.toFixed(2)}–${cpu.high.toFixed(2)}`,
    time.median.toFixed(3),
    cpu.median <= BOUND ? 'PASS' : 'FAIL',
  ]);
  const heads = ['', 'CPU/request', 'middle half', 'time/request', ''];
  const verdict = `${passed ? 'PASS' : 'FAIL'}: with 1,000 operations a request may cost at most ${BOUND} times what it costs with 5.`;
  return `The same request with 1,000 operations, as multiples of 5\n${table(heads, rows)}\n${verdict}`;
}

function labelOf(id: string): string {
  return SERVERS.find((server) => server.id === id)?.label ?? id;
}
