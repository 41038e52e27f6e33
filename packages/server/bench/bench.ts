import { resolve } from 'node:path';
import { machine, measure, resultOf, runBenchmark, saveResult, say, type Series } from '@plumbline/benchmark';
import { firstAnswer } from './first-answer.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { report, type Standing } from './report.ts';
import { startAll } from './start-all.ts';
import { isUndecided, judge } from './verdict.ts';

const FILE = resolve(import.meta.dirname, '../test-results/bench.json');

/** Measures, reports, and tells whether the bound is kept. */
async function bench(options: Options): Promise<boolean> {
  const began = performance.now();
  await using running = new AsyncDisposableStack();
  say(`${options.servers.length} servers, ${options.probes.length} operations, ${options.rounds} rounds of ${options.seconds} s, ${options.connections} connections`);
  const started = await startAll(options.servers, running);
  const kits = started.filter(({ server }) => server.kind === 'kit').map(({ id }) => id);
  const undecided = (series: readonly Series[], { id }: { id: string }) => (isUndecided(series, id) ? kits : []);

  const series: Series[] = [];
  for (const probe of options.probes) {
    say(`${probe.id}: ${probe.method} ${probe.target}`);
    series.push(...(await measure(probe, started, options, { firstAnswer, undecided })));
  }
  const standings: Standing[] = [];
  for (const { server, contender } of started) standings.push({ server, readyMs: contender.readyMs, ...(await contender.ask('usage')) });

  say(`\n${report(series, standings)}`);
  const { seconds, connections, rounds } = options;
  const results = series.map((one) => ({ ...resultOf(one), rounds: one.rounds }));
  saveResult(FILE, { seconds, connections, rounds, ...judge(series), results, standings });
  say(`\nMeasured in ${Math.round((performance.now() - began) / 1000)} s on ${machine()}. The numbers are in ${FILE}.`);
  return judge(series).passed ?? true;
}

await runBenchmark(HELP, () => readOptions(process.argv.slice(2)), bench);
