import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { measure, type Series } from './measure.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { report, type Standing } from './report.ts';
import { say } from './say.ts';
import { startAll } from './start-all.ts';
import { resultOf } from './summary.ts';
import { judge } from './verdict.ts';

const FILE = resolve(import.meta.dirname, '../test-results/bench.json');

/** Measures, reports, and tells whether the bound is kept. */
async function bench(options: Options): Promise<boolean> {
  const began = performance.now();
  await using running = new AsyncDisposableStack();
  say(`${options.servers.length} servers, ${options.probes.length} operations, ${options.rounds} rounds of ${options.seconds} s, ${options.connections} connections`);
  const contenders = await startAll(options.servers, running);

  const series: Series[] = [];
  for (const probe of options.probes) {
    say(`${probe.id}: ${probe.method} ${probe.target}`);
    series.push(...(await measure(probe, contenders, options)));
  }
  const standings: Standing[] = [];
  for (const { server, readyMs, ask } of contenders) standings.push({ server, readyMs, ...(await ask('usage')) });

  say(`\n${report(series, standings)}`);
  save(options, series, standings);
  say(`\nMeasured in ${Math.round((performance.now() - began) / 1000)} s on ${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}. The numbers are in ${FILE}.`);
  return judge(series).passed ?? true;
}

function save({ seconds, connections, rounds }: Options, series: readonly Series[], standings: readonly Standing[]): void {
  const results = series.map((one) => ({ ...resultOf(one), rounds: one.rounds }));
  const at = { date: new Date().toISOString(), node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model };
  mkdirSync(resolve(FILE, '..'), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify({ ...at, seconds, connections, rounds, ...judge(series), results, standings }, null, 2)}\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) say(HELP);
  else if (!(await bench(options))) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
