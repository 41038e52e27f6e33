import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../database.ts';
import { newAccount } from './harness/account.ts';
import { startApi, type ApiServer } from './harness/api-server.ts';
import { runGenerated, type Outcome } from './harness/generated/run.ts';
import { leaveWorkDone } from './harness/left-by-workers.ts';
import { seedFrom } from './harness/seed.ts';
import { ALL_OPERATIONS } from './harness/versions.ts';

const SEED = seedFrom('GENERATED_SEED');
const TOTAL = Number(process.env['GENERATED_REQUESTS'] ?? (process.env['TEST_DATABASE_URL'] ? 5_000 : 20_000));

const database = testDatabase();
let api: ApiServer;
let outcomes: Outcome[];

beforeAll(async () => {
  api = await startApi(database());
  const { liveKey, sandboxKey, live, sandbox } = await newAccount(database().db);
  for (const scope of [live, sandbox]) await leaveWorkDone(database().db, scope);
  process.stdout.write(`${TOTAL} generated requests; to send the same ones again: GENERATED_SEED=${SEED} GENERATED_REQUESTS=${TOTAL}\n`);
  outcomes = await runGenerated({ url: api.url, liveKey, sandboxKey, seed: SEED, total: TOTAL });
  process.stdout.write(summary(outcomes));
}, 600_000);
afterAll(() => api[Symbol.asyncDispose]());

describe('requests that are generated from the published contract', () => {
  it.each(ALL_OPERATIONS)('$title is answered as it declares', ({ title }) => {
    const outcome = outcomes.find((one) => one.title === title);
    expect(outcome?.complaints.slice(0, 5).join('\n')).toBe('');
    expect(outcome?.counts.size).toBeGreaterThan(0);
  });

  it('are as many as were asked for, of both versions, and the server broke its contract in none', () => {
    expect(count(outcomes)).toBeGreaterThanOrEqual(TOTAL);
    expect(outcomes.map(({ title }) => title).toSorted()).toEqual(ALL_OPERATIONS.map(({ title }) => title).toSorted());
    expect(api.breaches).toEqual([]);
    expect(api.logged.filter(({ fields }) => 'err' in fields)).toEqual([]);
  });
});

function count(all: readonly Outcome[]): number {
  return all.flatMap(({ counts }) => [...counts.values()]).reduce((sum, one) => sum + one, 0);
}

/** One line for each operation: how many requests of which kind were answered with which status. */
function summary(all: readonly Outcome[]): string {
  const lines = all.map(({ title, counts }) => {
    const classes = [...counts].toSorted(([a], [b]) => b.localeCompare(a)).map(([kind, number]) => `${kind}: ${number}`);
    return `  ${title.padEnd(20)} ${classes.join(', ')}\n`;
  });
  return `${lines.join('')}  ${count(all)} in all, ${all.flatMap(({ complaints }) => complaints).length} unexplained\n`;
}
