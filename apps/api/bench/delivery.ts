import { randomBytes, createSecretKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { machine, runBenchmark, saveResult, say, table, whileWaiting } from '@plumbline/benchmark';
import { createSealer } from '../src/secrets/sealer.ts';
import { openPostgres } from '../src/store/postgres.ts';
import type { Db, Scope } from '../src/store/schema.ts';
import { newScopes } from '../test/accounts.ts';
import { commitEvent, newWebhook } from '../test/webhooks.ts';
import { createDatabase } from './databases.ts';
import { startEndpoints, type Endpoints, type Manner } from './endpoints.ts';
import { startPostgres } from './start-postgres.ts';
import { startWorkers } from './start-workers.ts';

const HELP = `Measures how long an event waits from its commit to the first attempt to deliver it, while half of the
endpoints are dead: a quarter refuses connections, and a quarter takes them and never answers. Each endpoint is
that of an account of its own. Workers are started as an operator starts them, on PostgreSQL
(TEST_DATABASE_URL, or one that is started for the run).

  npm run bench:delivery --workspace apps/api -- [options]

  --rate <n>       events a second (100)
  --seconds <n>    for how long (30)
  --endpoints <n>  how many there are (20)
  --workers <n>    how many processes deliver (2)
  --help           this text
`;
const FILE = resolve(import.meta.dirname, '../test-results/bench-delivery.json');
const MANNERS: readonly Manner[] = ['takes', 'hangs', 'takes', 'refuses'];

/** An event that was committed. */
interface Committed {
  id: string;
  manner: Manner;
  /** Milliseconds since 1970, just before. */
  at: number;
}

interface Options {
  rate: number;
  seconds: number;
  endpoints: number;
  workers: number;
}

async function measure({ rate, seconds, endpoints: count, workers }: Options): Promise<void> {
  await using running = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  running.defer(() => rm(dataDir, { recursive: true, force: true }));
  const server = process.env['TEST_DATABASE_URL'] || (await whileWaiting('starting PostgreSQL', startPostgres(running)));
  const url = await createDatabase(server, `plumbline_bench_delivery_${process.pid}`, running);
  const { db, close } = await openPostgres(url, () => {});
  running.defer(close);
  const endpoints = running.use(await startEndpoints());
  const key = randomBytes(32);
  const subscribed = await subscribe(db, endpoints, count, key);
  await startWorkers(workers, { DATABASE_URL: url, DATA_DIR: dataDir, SECRETS_KEY: key.toString('base64') }, running);

  const committed = await whileWaiting(`${rate} events a second`, commit(db, subscribed, rate, seconds));
  await whileWaiting('waiting for the last attempts', sleep(17_000)); // One that hangs is written down after 15 s.
  const starts = await startedAt(db);
  const waits = committed.map(({ id, manner, at }) => ((manner === 'refuses' ? starts : endpoints.arrivals).get(id) ?? Infinity) - at);
  report(committed, waits, { rate, seconds, endpoints: count, workers });
}

/** An account with one webhook for each endpoint. */
async function subscribe(db: Db, endpoints: Endpoints, count: number, key: Buffer) {
  const sealer = createSealer({ current: createSecretKey(key), previous: [] });
  const subscribed: { scope: Scope; manner: Manner }[] = [];
  for (let number = 0; number < count; number += 1) {
    const manner = MANNERS[number % MANNERS.length] ?? 'takes';
    const { live: scope } = await newScopes(db);
    await newWebhook(db, scope, endpoints.url(manner, String(number)), {}, sealer);
    subscribed.push({ scope, manner });
  }
  return subscribed;
}

/** Commits events at an even pace, in turn for each account. */
async function commit(db: Db, subscribed: Awaited<ReturnType<typeof subscribe>>, rate: number, seconds: number): Promise<Committed[]> {
  const committed: Promise<Committed>[] = [];
  const began = performance.now();
  for (let number = 0; number < rate * seconds; number += 1) {
    const early = (number / rate) * 1000 - (performance.now() - began);
    if (early > 0) await sleep(early);
    const { scope, manner } = subscribed[number % subscribed.length] ?? { scope: { accountId: '', environment: 'live' }, manner: 'takes' };
    const at = Date.now();
    committed.push(commitEvent(db, scope).then((id) => ({ id, manner, at })));
  }
  return Promise.all(committed);
}

/** When the first attempt at each event began, as it was written down. */
async function startedAt(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('delivery_attempts')
    .innerJoin('deliveries', (on) => on.onRef('deliveries.account_id', '=', 'delivery_attempts.account_id').onRef('deliveries.id', '=', 'delivery_attempts.delivery_id'))
    .select(['deliveries.event_id', 'delivery_attempts.started_at'])
    .where('number', '=', 1)
    .execute();
  return new Map(rows.map(({ event_id, started_at }) => [event_id, started_at.getTime()]));
}

function report(committed: readonly Committed[], waits: readonly number[], options: Options): void {
  const kinds: readonly (Manner | 'all')[] = ['takes', 'hangs', 'refuses', 'all'];
  const results = kinds.map((kind) => {
    const sorted = waits.filter((_wait, index) => kind === 'all' || committed[index]?.manner === kind).toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { kind, events: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
  });
  say(`\nMilliseconds from commit to first attempt (${options.rate} events a second for ${options.seconds} s, ${options.endpoints} endpoints, ${options.workers} workers):`);
  say(table(['the endpoint', 'events', 'p50', 'p99', 'most'], results.map(({ kind, ...numbers }) => [kind, ...Object.values(numbers).map(String)])));
  saveResult(FILE, { ...options, results });
  say(`\nMeasured on ${machine()}. The numbers are in ${FILE}.`);
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      rate: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '30' },
      endpoints: { type: 'string', default: '20' },
      workers: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, ...texts } = values;
  const numbers = Object.entries(texts).map(([name, text]) => {
    if (!(Number(text) > 0)) throw new Error(`--${name} ${text} is no number above 0.`);
    return [name, Number(text)];
  });
  return help ? undefined : (Object.fromEntries(numbers) as Options); // Every option that has a text.
}

await runBenchmark(HELP, readOptions, measure);
