import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { serveMetrics } from './serve-metrics.ts';

const metrics = { page: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' }) };
const database = { ping: async () => {} };
const host = '127.0.0.1';

/** Serves metrics for the test that is running, on a free port, and gives what asks for them. */
async function served(given: Partial<Parameters<typeof serveMetrics>[0]> = {}) {
  const said: string[] = [];
  onTestFinished(await serveMetrics({ metrics, database, host, port: 0, say: (line) => said.push(line), ...given }));
  const url = said[0]?.replace(/^Metrics are at |\/metrics$/g, '') ?? '';
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(url + path, { method });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  return { said, ask };
}

/** A port that somebody else has. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it('shows the metrics as what they are', async () => {
  const { ask } = await served();

  expect(await ask('/metrics')).toEqual({ status: 200, type: 'text/plain; version=0.0.4', text: 'up 1\n' });
  expect(await ask('/metrics?debug=1', 'HEAD')).toMatchObject({ status: 200, text: '' });
});

it.each([
  ['/livez', 'GET', 200, '{"status":"ok"}'],
  ['/readyz', 'GET', 200, '{"status":"ok"}'],
  ['/readyz', 'HEAD', 200, ''],
  ['/metrics', 'POST', 405, '{"status":"method_not_allowed"}'],
  ['/metrics/', 'GET', 404, '{"status":"not_found"}'],
  ['/v1/projects', 'GET', 404, '{"status":"not_found"}'],
  ['/constructor', 'GET', 404, '{"status":"not_found"}'],
])('answers %s %s with %i', async (path, method, status, text) => {
  expect(await (await served()).ask(path, method)).toMatchObject({ status, text });
});

it('is alive and not ready when the database is away', async () => {
  const { ask } = await served({ database: { ping: () => Promise.reject(new Error('gone')) } });

  expect([(await ask('/livez')).status, (await ask('/readyz')).status]).toEqual([200, 503]);
});

it('says that the metrics could not be shown, and goes on', async () => {
  const { ask, said } = await served({ metrics: { page: () => Promise.reject(new Error('no numbers')) } });

  expect((await ask('/metrics')).status).toBe(500);
  expect(said[1]).toBe('The metrics could not be shown: Error: no numbers');
  expect((await ask('/livez')).status).toBe(200);
});

it('does without the usual port when another process has it, and says so', async () => {
  const usualPort = await takenPort();
  const { said } = await served({ port: undefined, usualPort });

  expect(said).toEqual([expect.stringContaining(`Port ${usualPort} is taken, so that this process shows no metrics: set METRICS_PORT`)]);
});

it('takes the usual port when it is free', async () => {
  const { ask } = await served({ port: undefined, usualPort: 0 });

  expect((await ask('/livez')).status).toBe(200);
});

it('fails when the port is taken that the operator has chosen', async () => {
  const port = await takenPort();

  await expect(served({ port })).rejects.toThrow(`port ${port} is taken. Choose another METRICS_PORT`);
});
