import { expect, it, vi } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { newPostgres } from '../database.ts';
import { startRelay } from '../relay.ts';
import { newAccount } from './harness/account.ts';
import { startApi } from './harness/api-server.ts';

it.each(['stop', 'freeze'] as const)('after a %s of the database every request is 503, and the server recovers without a restart', async (how) => {
  const { url: own, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  const { hostname: host, port } = new URL(own);
  const relay = await startRelay({ host, port: Number(port) });
  const url = new URL(own);
  url.host = `127.0.0.1:${relay.port}`;
  const database = await openPostgres(url.href, () => {});
  const { liveKey: key } = await newAccount(database.db);
  await using api = await startApi(database);
  const statuses = async () => [
    (await api.send('GET', '/livez')).status,
    (await api.send('GET', '/readyz')).status,
    (await api.send('GET', '/v1/projects', { key })).status,
  ];
  expect(await statuses()).toEqual([200, 200, 200]);

  await relay[how]();
  const away = await Promise.all(Array.from({ length: 20 }, () => api.send('POST', '/v1/projects', { key, json: { name: 'lost' } })));
  expect(new Set(away.map(({ status, json, headers }) => `${status} ${json.error.code} ${headers['retry-after']}`))).toEqual(new Set(['503 service_unavailable 1']));
  expect(await statuses()).toEqual([200, 503, 503]);

  await (how === 'stop' ? relay.start() : relay.thaw());
  await vi.waitFor(async () => expect(await statuses()).toEqual([200, 200, 200]), { timeout: 10_000 });
  expect(JSON.stringify(api.logged)).not.toContain(key);
  await database.close();
  await drop();
});
