import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFarServer } from '../../test/far-server.ts';
import { watchConnections } from '../../test/watch-connections.ts';
import { openGuardedAgent } from './guarded-agent.ts';

function open() {
  const agent = openGuardedAgent({ allowLoopback: false, extraPorts: [], resolve: async () => ['93.184.216.34'] });
  onTestFinished(() => agent.close());

  return (origin: string) => agent.request({ origin, path: '/', method: 'POST' });
}

describe('the guarded agent', () => {
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
    for (const _ of [1, 2, 3]) await (await request('https://hooks.example.com')).body.dump();

    expect(resumed).toEqual([false, false, false]);
  });
});
