import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metricsUrlOf, runServer, urlOf } from '../child.ts';
import { testFolder } from '../folder.ts';
import { sendTo } from './harness/send.ts';

type Credentials = Record<'sandbox_key' | 'live_key' | 'email' | 'password', string>;

describe('the server as a process, on an empty embedded database', () => {
  it('makes a demo account, writes its credentials for nobody else to read, and prints no key to a pipe', async () => {
    const DATA_DIR = testFolder();
    const server = runServer({ DATA_DIR });
    const url = await urlOf(server);
    const path = join(DATA_DIR, 'credentials.json');
    const credentials = JSON.parse(readFileSync(path, 'utf8')) as Credentials;

    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(Object.keys(credentials)).toEqual(['sandbox_key', 'live_key', 'email', 'password']);
    expect(server.output()).toContain(path);
    expect(server.output()).not.toMatch(/sk_(live|test)_/);
    for (const key of [credentials.live_key, credentials.sandbox_key]) {
      const lists = [await sendTo(url, 'GET', '/v1/projects', { key }), await sendTo(url, 'GET', '/v1/users', { key })];
      expect(lists.map(({ json }) => (json['data'] as unknown[]).length)).toEqual([2, 2]);
      expect((await sendTo(url, 'GET', '/v1/user', { key })).status).toBe(200);
    }
    const counted = (await (await fetch(await metricsUrlOf(server))).text()).split('\n');
    expect(counted).toContain('plumbline_http_requests_total{operation="listProjects",version="v1",status="200"} 2');
    expect((await sendTo(url, 'GET', '/livez')).text).toBe('{"status":"ok"}');
    expect((await sendTo(url, 'GET', '/readyz')).text).toBe('{"status":"ok"}');

    await server.kill('SIGTERM');
    expect(await server.exit).toBe(0);
    const again = runServer({ DATA_DIR });
    expect((await sendTo(await urlOf(again), 'GET', '/v1/user', { key: credentials.live_key })).status).toBe(200);
    expect(again.output()).not.toContain('demo account');
  });

  it('finishes a request in flight after SIGTERM, then ends with 0', async () => {
    const DATA_DIR = testFolder();
    const server = runServer({ DATA_DIR });
    const { hostname, port } = new URL(await urlOf(server));
    const { live_key } = JSON.parse(readFileSync(join(DATA_DIR, 'credentials.json'), 'utf8')) as Credentials;

    const headers = { authorization: `Bearer ${live_key}`, 'content-type': 'application/json', expect: '100-continue' };
    const slow = request({ hostname, port, method: 'POST', path: '/v1/projects', headers });
    const answered = new Promise<number>((resolve, reject) => {
      slow.once('response', (response) => resolve(response.resume().statusCode ?? 0));
      slow.once('error', reject);
    });
    slow.flushHeaders();
    await new Promise((resolve) => slow.once('continue', resolve)); // The server has the request and waits for its body.
    slow.write('{"name":');
    const ended = server.kill('SIGTERM');
    await refused(hostname, port);
    slow.end('"late"}');

    expect(await answered).toBe(201);
    await ended;
    expect(await server.exit).toBe(0);
  });

  it('says what to do when its port is taken, and when its configuration is wrong', async () => {
    const first = runServer({ DATA_DIR: testFolder() });
    const { port } = new URL(await urlOf(first));

    const second = runServer({ DATA_DIR: testFolder(), PORT: port });
    const third = runServer({ DATA_DIR: testFolder(), PORT: 'eighty' });

    expect(await second.exit).toBe(1);
    expect(second.output()).toMatch(new RegExp(`port ${port} .*PORT`, 'i'));
    expect(await third.exit).toBe(1);
    expect(third.output()).toContain('PORT is "eighty"');
  });
});

/** Waits until a port takes no more connections. */
async function refused(hostname: string, port: string): Promise<void> {
  for (;;) {
    const open = await sendTo(`http://${hostname}:${port}`, 'GET', '/livez').then(
      () => true,
      () => false,
    );
    if (!open) return;
  }
}
