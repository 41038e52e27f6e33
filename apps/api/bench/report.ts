import { bar, ratioOf, resultOf, table, type Result, type Series, type Spread } from '@plumbline/benchmark';
import { PROBES, type Probe } from './probes.ts';
import { ASKED } from './subjects.ts';

/** Writes out what was measured: a table for each operation, in which every server stands beside the bare one on the same database. */
export function report(series: readonly Series[]): string {
  const measured = PROBES.filter(({ id }) => series.some(({ probe }) => probe === id));
  const notes = [
    '× bare is the median of the rounds, each compared with the bare server\'s same round; behind it, the middle half.',
    'CPU is the server\'s process alone: with PGlite that is the database too, with PostgreSQL it is not.',
  ];
  return [...measured.map((probe) => ofProbe(probe, series)), notes.join('\n')].join('\n\n');
}

/** The ratios of everything that was measured to the bare server on the same database. */
export function ratiosTo(series: readonly Series[]) {
  return series.flatMap(({ probe, subject }) => ratioToBare(series, probe, subject) ?? []);
}

function ofProbe({ id, method, target, label }: Probe, series: readonly Series[]): string {
  const results = series.filter(({ probe }) => probe === id).map(resultOf);
  const dearest = Math.max(...results.map(({ cpuMicros }) => cpuMicros.median));
  const rows = results.map((result) => rowOf(result, series, dearest));
  const heads = ['', 'requests/s', 'µs CPU/request', 'CPU × bare', '', 'time × bare', '', ''];
  return `${method} ${target}  (${id}: ${label})\n${table(heads, rows)}`;
}

function rowOf({ probe, subject, perSecond, cpuMicros }: Result, series: readonly Series[], dearest: number): string[] {
  const ratio = ratioToBare(series, probe, subject);
  return [
    ASKED.find(({ id }) => id === subject)?.label ?? subject,
    String(Math.round(perSecond.median)),
    cpuMicros.median.toFixed(0),
    ...times(ratio?.cpu),
    ...times(ratio?.time),
    bar(cpuMicros.median / dearest),
  ];
}

function ratioToBare(series: readonly Series[], probe: string, subject: string) {
  const kind = ASKED.find(({ id }) => id === subject)?.kind;
  const bare = ASKED.find((one) => one.kind === kind && one.server === 'bare');
  return bare && ratioOf(series, probe, subject, bare.id);
}

function times(spread: Spread | undefined): [string, string] {
  return spread ? [spread.median.toFixed(2), `${spread.low.toFixed(2)}–${spread.high.toFixed(2)}`] : ['', ''];
}
