import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFarServer } from '../../test/far-server.ts';
import { watchConnections } from '../../test/watch-connections.ts';
import { guardedConnector } from './guarded-connector.ts';
import { openOriginPools } from './origin-pools.ts';

function open() {
  const pools = openOriginPools(guardedConnector({ allowLoopback: false, extraPorts: [], resolve: async () => ['93.184.216.34'] }));
  onTestFinished(() => pools.close());

  return (origin: string) => pools.use(origin, async (pool) => (await pool.request({ path: '/', method: 'POST' })).body.text());
}

describe('the guarded connector', () => {
  it.each([
    'https://127.0.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://169.254.169.254',
    'https://hooks.example.com:22',
    'https://localhost',
    'http://localhost:1',
    'http://hooks.example.com',
    'http://93.184.216.34',
  ])('does not lead to %s, though nobody looked at the URL before', async (origin) => {
    const connections = watchConnections();

    await expect(open()(origin)).rejects.toMatchObject({ name: 'RefusedError' });
    expect(connections.attempts).toEqual([]);
  });

  it('checks the certificate of each connection, and resumes no session', async () => {
    const resumed: boolean[] = [];
    await startFarServer((request, response) => {
      resumed.push((request.socket as TLSSocket).isSessionReused());
      response.writeHead(200, { connection: 'close' }).end();
    });
    const request = open();
    for (const _ of [1, 2, 3]) await request('https://hooks.example.com');

    expect(resumed).toEqual([false, false, false]);
  });
});
