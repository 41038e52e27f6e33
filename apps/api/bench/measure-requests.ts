import { measure, resultOf, saveResult, say, type Series } from '@plumbline/benchmark';
import type { Options } from './options.ts';
import { ratiosTo, report } from './report.ts';
import { sameAnswers } from './same-answers.ts';
import { startAll } from './subjects.ts';

/** Measures what a request costs on every server, says it, and keeps it. */
export async function measureRequests({ probes, asked, ...options }: Options, databaseUrl: string | undefined, file: string): Promise<void> {
  await using running = new AsyncDisposableStack();
  say(`${asked.length} servers and callers, ${probes.length} operations, ${options.rounds} rounds of ${options.seconds} s, ${options.connections} connections`);
  const subjects = await startAll(asked, { ...options, databaseUrl }, running);
  const firstAnswer = sameAnswers();

  const series: Series[] = [];
  for (const probe of probes) {
    say(`${probe.id}: ${probe.method} ${probe.target}`);
    series.push(...(await measure(probe, subjects, options, { firstAnswer })));
  }
  say(`\n${report(series)}`);
  const { seconds, connections, rounds } = options;
  saveResult(file, { seconds, connections, rounds, ratios: ratiosTo(series), results: series.map(resultOf), series });
}
