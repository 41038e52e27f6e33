import { expect, it, vi } from 'vitest';
import { runServer, urlOf } from '../child.ts';
import { testFolder } from '../folder.ts';
import { startRedis } from '../redis-server.ts';
import { startFour, type FourServers } from './harness/four-servers.ts';
import { offerLoad, type Offered } from './harness/offer-load.ts';

const EVERYTHING = [['GET', '/v1/projects?per_page=1'], ['POST', '/v1/projects', { name: 'kept' }], ['GET', '/v1/projects/prj_none'], ['GET', '/v2/projects?per_page=1']] as const;
const PROCESSES = 4;
const LIMIT = 5;

it.each([
  ['killed', 'kill', 'start'],
  ['frozen', 'freeze', 'thaw'],
] as const)('while Redis is %s every request is answered, each process counts on its own, and they count together again', { timeout: 120_000 }, async (_, leave, comeBack) => {
  const redis = await startRedis();
  const four = await startFour(redis.url);
  const said = (what: string) => four.servers.map((server) => server.output().split(what).length - 1);
  expect(await acceptedOf(four)).toEqual([LIMIT]);

  const load = offerLoad(four.urls, await four.keys(4, 1_000_000), { requests: EVERYTHING, perKey: 200, seconds: 5 });
  await redis[leave]();
  await vi.waitFor(() => expect(said('out of reach')).toEqual([1, 1, 1, 1]), { timeout: 10_000 });
  expect(await acceptedOf(four)).toEqual([PROCESSES * LIMIT]);
  await redis[comeBack]();
  await vi.waitFor(() => expect(said('counted there again')).toEqual([1, 1, 1, 1]), { timeout: 10_000 });
  expect(await acceptedOf(four)).toEqual([LIMIT]);

  // On a busy machine it is the database that can be too slow for one, which has nothing to do with Redis: 503.
  const answers = (await load).filter(({ status }) => status !== 503);
  expect([...new Set(answers.map(({ status }) => status))].toSorted((a, b) => a - b)).toEqual([200, 201, 404]);
  expect(answers.filter(({ headers }) => headers['ratelimit'] === undefined)).toEqual([]);
  expect(said('out of reach')).toEqual([1, 1, 1, 1]);
});

it('a server starts without Redis and says so, and does not start with a Redis that refuses it', async () => {
  const redis = await startRedis({ password: 'hunter2' });
  const env = { DATA_DIR: testFolder() };
  const refused = runServer({ ...env, REDIS_URL: redis.url.replace('hunter2', 'hunter3') });
  expect([await refused.exit, refused.output()]).toEqual([1, expect.stringMatching(/Plumbline could not start: Redis at 127\.0\.0\.1:\d+ refused: WRONGPASS/)]);
  const wrong = runServer({ ...env, REDIS_URL: 'http://:hunter3@127.0.0.1' });
  expect([await wrong.exit, wrong.output()]).toEqual([1, expect.stringContaining('REDIS_URL is not the URL of a Redis server')]);

  await redis.kill();
  const server = runServer({ ...env, REDIS_URL: redis.url, LOG_LEVEL: 'info' });
  expect((await fetch(`${await urlOf(server)}/readyz`)).status).toBe(200);
  expect(server.output()).toMatch(/Redis at 127\.0\.0\.1:\d+ is out of reach/);
  await redis.start();
  await vi.waitFor(() => expect(server.output()).toContain('counted there again'), { timeout: 10_000 });
  await server.kill('SIGTERM');
  expect(await server.exit).toBe(0);
  for (const { output } of [refused, wrong, server]) expect(output()).not.toContain('hunter');
});

/** How many requests of a key that may send five an hour pass, when it sends ten to each process. */
async function acceptedOf({ urls, keys }: FourServers): Promise<number[]> {
  const answers = await offerLoad(urls, await keys(1, LIMIT), { perKey: 10 * PROCESSES, seconds: 0.2 });
  return [...Map.groupBy(answers, ({ key }) => key).values()].map((ofKey: Offered[]) => ofKey.filter(({ status }) => status === 200).length);
}
