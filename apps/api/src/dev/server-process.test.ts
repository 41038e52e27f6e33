import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { createServerProcess } from './server-process.ts';

const POLL = { timeout: 10_000 };
const ORDERLY = "process.on('SIGTERM', () => process.exit(0));";
const READY = "console.log('Plumbline is ready at http://127.0.0.1:' + (process.env.PORT === '0' ? 4711 : process.env.PORT)); process.send('ready'); setInterval(() => {}, 1000);";

describe('createServerProcess', () => {
  it('waits until the server is ready, and keeps the port that the system chose', async () => {
    const { server, code, lines } = newServer(`console.log('making a database'); ${ORDERLY} ${READY}`);

    expect(await server.restart()).toMatchObject({ ok: true, problems: [] });
    expect(server).toMatchObject({ running: true, url: 'http://127.0.0.1:4711' });
    expect(lines).toEqual(['  making a database']);

    code(`${ORDERLY} console.log('known since the first start'); ${READY}`);
    expect(await server.restart()).toMatchObject({ ok: true });
    expect(server.url).toBe('http://127.0.0.1:4711');
    expect(lines).toEqual(['  making a database']);
    await server.stop();
    expect(server.running).toBe(false);
    expect(lines).toHaveLength(1);
  });

  it('tells its address once, and restarts one after the other', async () => {
    const lock = join(testFolder(), 'lock');
    const alone = `const fs = process.getBuiltinModule('node:fs'); fs.writeFileSync('${lock}', '', { flag: 'wx' }); process.on('exit', () => fs.rmSync('${lock}'));`;
    const { server, told } = newServer(`${alone} ${ORDERLY} ${READY}`);

    expect(await Promise.all([server.restart(), server.restart(), server.restart()])).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(told).toEqual(['http://127.0.0.1:4711']);
    expect(server.running).toBe(true);
  });

  it('says why a server does not start, and starts the next', async () => {
    const { server, code } = newServer(`${ORDERLY} ${READY}`);
    await server.restart();

    code('const = 1;');
    const failed = await server.restart();
    expect(failed.ok).toBe(false);
    expect(failed.problems.join('\n')).toContain('SyntaxError');
    expect(server.running).toBe(false);

    code(`${ORDERLY} ${READY}`);
    expect(await server.restart()).toMatchObject({ ok: true });
  });

  it('says so when the server ends on its own', async () => {
    const { server, lines } = newServer(`${READY} setTimeout(() => process.exit(3), 1);`);
    await server.restart();

    await expect.poll(() => lines, POLL).toContain('The server ended on its own (exit code 3). The next save starts it again.');
    expect(server.running).toBe(false);
  });

  it('kills a server that does not end', async () => {
    const { server, lines } = newServer(`process.on('SIGTERM', () => {}); ${READY}`);
    await server.restart();
    await server.stop();

    expect(lines).toEqual(['The server did not end within 0.2 s, so it was killed.']);
    expect(server.running).toBe(false);
  });

  it('starts nothing any more once the loop ends, and ends what is still starting', async () => {
    const { server, ending, code, lines } = newServer("console.log('starting'); setInterval(() => {}, 1000);");
    const starting = server.restart();
    await expect.poll(() => lines, POLL).toEqual(['  starting']);
    await server.stop();
    expect(await starting).toMatchObject({ ok: false });

    code(READY);
    ending.abort();
    expect(await server.restart()).toMatchObject({ ok: false, problems: [] });
    expect(server.running).toBe(false);
  });
});

/** A server whose whole code is given, and can be changed. */
function newServer(first: string) {
  const path = join(testFolder(), 'server.js');
  const code = (text: string) => writeFileSync(path, text);
  code(first);

  const lines: string[] = [];
  const told: string[] = [];
  const ending = new AbortController();
  const server = createServerProcess({
    args: [path],
    env: { PORT: '0' },
    report: { line: (text) => void lines.push(text) },
    located: (url) => void told.push(url),
    signal: ending.signal,
    patience: 200,
  });
  onTestFinished(() => server.stop());
  return { server, ending, code, lines, told };
}
