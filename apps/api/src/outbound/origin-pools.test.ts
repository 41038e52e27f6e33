import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Pool } from 'undici';
import { openOriginPools } from './origin-pools.ts';

/** A server that answers with the number of its connection, and pools that lead to it from any origin; `hangs` never connects. */
async function start() {
  let connections = 0;
  const server = createServer((request, response) => request.resume().on('end', () => response.end(String(connections))));
  server.on('connection', () => (connections += 1));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const pools = openOriginPools(({ hostname }, callback) => {
    if (hostname === 'hangs') return;
    const socket = connect({ port, host: '127.0.0.1' }, () => callback(null, socket));
  });
  onTestFinished(async () => {
    await pools.close();
    server.close();
  });

  return { pools, hangUp: () => server.closeAllConnections() };
}

function post(pool: Pool, signal?: AbortSignal): Promise<string> {
  return pool.request({ path: '/', method: 'POST', signal }).then(({ body }) => body.text());
}

function itself(pool: Pool): Promise<Pool> {
  return Promise.resolve(pool);
}

describe('the pools of origins', () => {
  it('keep a connection for the next one who comes', async () => {
    const { pools } = await start();
    const first = await pools.use('http://a', (pool) => post(pool));
    await setImmediate();

    expect([first, await pools.use('http://a', (pool) => post(pool))]).toEqual(['1', '1']);
  });

  it('open as many connections as there are requests', async () => {
    const { pools } = await start();
    const answers = await Promise.all(Array.from({ length: 30 }, () => pools.use('http://a', (pool) => post(pool))));

    expect(Math.max(...answers.map(Number))).toBe(30);
  });

  it('forget an origin when its connections are closed', async () => {
    const { pools, hangUp } = await start();
    const before = await pools.use('http://a', async (pool) => {
      await post(pool);
      return pool;
    });
    hangUp();

    await expect.poll(() => pools.use('http://a', itself)).not.toBe(before);
    await expect.poll(() => before.destroyed).toBe(true);
  });

  it('forget an origin to which no connection came about', async () => {
    const { pools } = await start();
    let before: Pool | undefined;
    const given = pools.use('http://hangs', (pool) => {
      before = pool;
      return post(pool, AbortSignal.timeout(50));
    });

    await expect(given).rejects.toThrow('aborted');
    expect(before?.destroyed).toBe(true);
  });

  it('keep an origin that somebody still uses', async () => {
    const { pools } = await start();
    const giveUp = new AbortController();
    const other = pools.use('http://hangs', (pool) => post(pool, giveUp.signal)).catch((error: unknown) => error);
    const mine = await pools.use('http://hangs', async (pool) => {
      giveUp.abort();
      await other;
      return pool.destroyed;
    });

    expect(mine).toBe(false);
  });

  it('are closed when what is under way has ended', async () => {
    const { pools } = await start();
    const answer = pools.use('http://a', (pool) => post(pool));
    await pools.close();

    expect(await answer).toBe('1');
    await expect(pools.use('http://a', (pool) => post(pool))).rejects.toThrow('This client is closed.');
  });
});
