import { bar, ratioOf, resultOf, table, type Series } from '@plumbline/benchmark';
import type { Paced } from './pacing.ts';
import { RIVALS, type RivalId } from './rivals.ts';

/** Writes out what was measured on one server. */
export function reportCalls(label: string, series: readonly Series[]): string {
  const results = series.map(resultOf);
  const fastest = Math.max(...results.map(({ perSecond }) => perSecond.median));
  const rows = results.map(({ subject, probe, perSecond, cpuMicros }) => {
    const { median, low, high } = ratioOf(series, probe, 'fetch', subject)?.time ?? perSecond;
    return [
      RIVALS[subject as RivalId], // takeTurns names no others.
      perSecond.median.toFixed(0),
      median.toFixed(3),
      `${low.toFixed(2)}–${high.toFixed(2)}`,
      cpuMicros.median.toFixed(0),
      bar(perSecond.median / fastest),
    ];
  });
  return `${label}\n${table(['', 'calls/s', '× fetch', 'middle half', 'µs CPU/call', ''], rows)}`;
}

/** Writes out how much of an allowed rate was used. */
export function reportPacing(all: readonly Paced[]): string {
  const rows = all.map(({ clients, inFlight, calls, refused, seconds, rateUsed }) => [`${clients} × ${inFlight} in flight`, String(calls), String(refused), seconds.toFixed(2), `${(rateUsed * 100).toFixed(1)} %`]);
  return `A live key, 100 calls a second\n${table(['', 'calls', '429s', 'seconds', 'of the rate'], rows)}`;
}
