import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShell } from './shell.ts';

let folder: string;
let server: Server;
let base: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-shell-'));
  server = createServer((request, response) => void response.writeHead(request.url === '/none' ? 404 : 200, { 'x-of': request.url ?? '' }).end('{"a":1}'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function run(script: string) {
  const path = join(folder, 'script.sh');
  await writeFile(path, script);
  return (await openShell(folder)).run(path, { env: { BASE: base }, folder });
}

describe('scripts', () => {
  it('show what curl prints, and tell its status and headers besides', async () => {
    const { text, values, answers, failure } = await run('curl "$BASE/some"\n');
    expect({ text, values, failure }).toEqual({ text: '{"a":1}', values: [{ a: 1 }], failure: undefined });
    expect(answers).toMatchObject([{ status: 200, headers: expect.arrayContaining([['x-of', '/some']]) }]);
  });

  it('tell every status, and go on after one that is an error', async () => {
    const { answers, failure, text } = await run('curl -i "$BASE/none" | tail -n 1\nfalse\ncurl -s "$BASE/some"\n');
    expect(answers.map(({ status }) => status)).toEqual([404, 200]);
    expect({ failure, text }).toEqual({ failure: undefined, text: '{"a":1}{"a":1}' });
  });

  it.each([
    ['ends with another code', 'echo gone wrong >&2; exit 3', 'It ended with code 3: gone wrong'],
    ['reaches nobody', 'curl http://127.0.0.1:1/', 'It ended with code 7: curl: (7)'],
    ['reads a variable that is not set', 'echo "$PLUMBLINE_NO_SUCH"', 'PLUMBLINE_NO_SUCH: unbound variable'],
  ])('a script that %s fails, with the reason', async (_name, script, reason) => {
    expect((await run(script)).failure).toContain(reason);
  });

  it('get none of the environment of whoever runs them', async () => {
    process.env['PLUMBLINE_API_KEY'] = 'a key of somebody';
    const { text } = await run('echo "[${PLUMBLINE_API_KEY-}]"');
    delete process.env['PLUMBLINE_API_KEY'];
    expect(text).toBe('[]\n');
  });
});
