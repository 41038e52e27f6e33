import { resolve } from 'node:path';
import { machine, resultOf, runBenchmark, saveResult, say, whileWaiting, type Series } from '@plumbline/benchmark';
import { HELP, readOptions, type Options } from './options.ts';
import { measurePacing, type Paced } from './pacing.ts';
import { reportCalls, reportPacing } from './report.ts';
import { generateHeyApi } from './hey-api.ts';
import { startRival } from './rival-process.ts';
import { RIVALS, type RivalId } from './rivals.ts';
import { startApi, startFixed } from './servers.ts';
import { takeTurns } from './take-turns.ts';
import { judgePacing, judgeSpeed } from './verdict.ts';

const FILE = resolve(import.meta.dirname, '../test-results/bench.json');
const LOADS = [
  { clients: 1, inFlight: 1, calls: 1000 },
  { clients: 1, inFlight: 16, calls: 1000 },
  { clients: 2, inFlight: 16, calls: 1000 },
];

/** Measures, reports, and tells whether the bound is kept. */
async function bench({ measures, ...pace }: Options): Promise<boolean> {
  const began = performance.now();
  await using running = new AsyncDisposableStack();
  const fixed = measures.has('fixed') ? [await startFixed(running)] : [];
  const api = measures.has('api') || measures.has('pacing') ? [await whileWaiting('starting the API', startApi(running))] : [];

  const heyApi = await generateHeyApi(running);
  const series: Series[] = [];
  for (const asked of [...fixed, ...(measures.has('api') ? api : [])]) {
    const rivals = await Promise.all((Object.keys(RIVALS) as RivalId[]).map((id) => startRival(id, asked, heyApi, running))); // TypeScript forgets which keys there are.
    const measured = await takeTurns(asked.id, rivals, pace);
    say(`\n${reportCalls(asked.label, measured)}`);
    series.push(...measured);
  }
  const paced: Paced[] = [];
  for (const asked of measures.has('pacing') ? api : []) {
    for (const load of LOADS) paced.push(await whileWaiting(`pacing ${load.clients} × ${load.inFlight}`, measurePacing(asked, load)));
    say(`\n${reportPacing(paced)}`);
  }
  const verdicts = [...fixed.map(({ id }) => judgeSpeed(series, id)), ...paced.filter(({ clients }) => clients === 1).map(judgePacing)];
  const passed = verdicts.every((verdict) => verdict.passed);
  saveResult(FILE, { ...pace, passed, verdicts, results: series.map(resultOf), series, paced });
  say(`\n${verdicts.map(({ passed: isKept, what }) => `${isKept ? 'PASS' : 'FAIL'}: ${what}`).join('\n')}`);
  say(`Measured in ${Math.round((performance.now() - began) / 1000)} s on ${machine()}. The numbers are in ${FILE}.`);
  return passed;
}

await runBenchmark(HELP, () => readOptions(process.argv.slice(2)), bench);
