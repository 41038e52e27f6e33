import { expect, it } from 'vitest';
import { startFour } from './harness/four-servers.ts';
import { offerLoad, type Offered } from './harness/offer-load.ts';

/** A minute when it is asked for by hand. */
const SECONDS = Number(process.env['LOAD_SECONDS'] ?? 8);
const REDIS_URL = process.env['TEST_REDIS_URL'] ?? '';
const TIMES = 20;
const BURST = 100;

it(`four processes let exactly the hourly limit of each of 10 keys through, of ${TIMES} times as much`, { timeout: 180_000 }, async ({ annotate }) => {
  const { urls, servers, keys } = await startFour(REDIS_URL);
  const limit = 3 * SECONDS;
  const answers = await offerLoad(urls, await keys(10, limit), { perKey: TIMES * limit, seconds: SECONDS });

  const byKey = Map.groupBy(answers, ({ key }) => key);
  for (const [, ofKey] of byKey) {
    const accepted = ofKey.filter(isAccepted);
    expect(accepted.map(({ headers }) => Number(headers['ratelimit-remaining'])).toSorted((a, b) => b - a)).toEqual(downFrom(limit));
    expect(new Set(accepted.map(({ server }) => server)).size).toBe(4);
    expect(new Set(ofKey.flatMap(({ headers }) => headers['x-ratelimit-reset'] ?? [])).size).toBe(1);
  }
  expect(byKey.size).toBe(10);
  expect(statuses(answers)).toEqual(expect.arrayContaining([200, 429]));
  expect(servers.map((server) => server.output()).join('')).not.toContain('out of reach');
  await annotate(summary(answers));
});

it('four processes let exactly the burst limit of a key through in each of its windows', { timeout: 180_000 }, async ({ annotate }) => {
  const { urls, servers, keys } = await startFour(REDIS_URL);
  const quota = 1_000_000;
  const started = performance.now();
  const answers = await offerLoad(urls, await keys(1, quota), { perKey: (TIMES * BURST * SECONDS) / 3, seconds: SECONDS / 3 });
  const seconds = (performance.now() - started) / 1000;

  // What is left of the hour numbers the accepted requests of all processes in the order in which they were counted.
  const accepted = answers.filter(isAccepted).toSorted((a, b) => remaining(b).hourly - remaining(a).hourly);
  expect(accepted.map((answer) => remaining(answer).hourly)).toEqual(accepted.map((_, index) => quota - 1 - index));
  const bursts = accepted.map((answer) => remaining(answer).burst);
  expect(bursts.filter((left, index) => left !== BURST - 1 && left !== (bursts[index - 1] ?? 0) - 1)).toEqual([]);
  expect(accepted.length).toBeLessThanOrEqual(BURST * (Math.floor(seconds) + 1));
  const refused = answers.filter(({ status }) => status === 429);
  expect(new Set(refused.map((answer) => `${remaining(answer).burst} ${answer.headers['retry-after']}`))).toEqual(new Set(['0 1']));
  expect(statuses(answers)).toEqual(expect.arrayContaining([200, 429]));
  expect(servers.map((server) => server.output()).join('')).not.toContain('out of reach');
  await annotate(`${summary(answers)} in ${seconds.toFixed(1)} s and ${bursts.filter((left) => left === 0).length} full windows`);
});

/** Whether the limiter has let it through, whatever became of it: on a busy machine the database may be too slow. */
function isAccepted({ status, headers }: Offered): boolean {
  return status !== 429 && headers['ratelimit'] !== undefined;
}

/** Those that there are; on a busy machine some requests may not be served at all. */
function statuses(answers: readonly Offered[]): number[] {
  const found = [...new Set(answers.map(({ status }) => status))];
  expect(found.filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
  return found;
}

/** What `RateLimit` says is left of both windows. */
function remaining({ headers }: Offered): { hourly: number; burst: number } {
  const [, hourly, burst] = /^"hourly";r=(\d+);t=\d+, "burst";r=(\d+);t=\d+$/.exec(String(headers['ratelimit'])) ?? [];
  return { hourly: Number(hourly), burst: Number(burst) };
}

function downFrom(limit: number): number[] {
  return Array.from({ length: limit }, (_, index) => limit - 1 - index);
}

function summary(answers: readonly Offered[]): string {
  return `${answers.length} offered, ${answers.filter(isAccepted).length} accepted, ${answers.filter(({ status }) => status === 503).length} not served`;
}
