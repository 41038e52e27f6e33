import { resolve } from 'node:path';
import { machine, runBenchmark, say } from '@plumbline/benchmark';
import { measureRequests } from './measure-requests.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { measureOverload } from './overload.ts';
import { isInstalled } from './start-postgres.ts';

const MEASURES = { requests: measureRequests, overload: measureOverload };
const FILES = { requests: 'bench.json', overload: 'bench-overload.json' };

async function bench(options: Options): Promise<void> {
  const began = performance.now();
  const databaseUrl = process.env['TEST_DATABASE_URL'] || undefined;
  const hasPostgres = databaseUrl !== undefined || isInstalled();
  if (!hasPostgres) say('There is no PostgreSQL, so only PGlite is measured: install it, or set TEST_DATABASE_URL.');
  const asked = options.asked.filter(({ kind }) => hasPostgres || kind === 'pglite');
  if (asked.length === 0) throw new Error('Nothing is left to measure.');

  const file = resolve(import.meta.dirname, '../test-results', FILES[options.command]);
  await MEASURES[options.command]({ ...options, asked }, databaseUrl, file);
  say(`\nMeasured in ${Math.round((performance.now() - began) / 1000)} s on ${machine()}. The numbers are in ${file}.`);
}

await runBenchmark(HELP, () => readOptions(process.argv.slice(2)), bench);
