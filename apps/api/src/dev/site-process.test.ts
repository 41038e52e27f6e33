import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { freePort } from './free-port.ts';
import { createSiteProcess } from './site-process.ts';

/** Says on which address it is asked for what it was given, until it is told to end. */
const SERVES = `
  import { createServer } from 'node:http';
  const { DOCS_DEV_PORT, DOCS_API_URL, KEPT } = process.env;
  const given = { args: process.argv.slice(2), folder: process.cwd(), api: DOCS_API_URL, kept: KEPT };
  createServer((_, response) => response.end(JSON.stringify(given))).listen(Number(DOCS_DEV_PORT), '127.0.0.1');
  process.once('SIGTERM', () => setTimeout(() => process.exit(), 200));
`;
const POLL = { timeout: 10_000 };

describe('createSiteProcess', () => {
  it('serves the site of apps/docs where it says, for an API, until it is stopped', async () => {
    const { site, root, lines, ending } = await newSite(SERVES);
    site.start('http://127.0.0.1:4711');
    const ask = () => fetch(site.url).then((answer) => answer.json(), () => undefined);
    await expect.poll(ask, POLL).toEqual({ args: ['dev'], folder: join(root, 'apps/docs'), api: 'http://127.0.0.1:4711', kept: 'yes' });

    ending.abort();
    await site.stop();
    expect(await ask()).toBeUndefined();
    expect(lines).toEqual([]);
    await site.stop(); // There is nothing left to stop.
  });

  it.each([
    ['has shown it', "process.send('loaded')"],
    ['has ended', 'process.exit()'],
  ])('waits for what it is loading until it %s', async (_name, code) => {
    const { site, ending } = await newSite(`process.send('loading'); setTimeout(() => ${code}, 500); setInterval(() => {}, 1000);`);
    await site.settled();
    site.start('http://127.0.0.1:4711');
    await expect.poll(() => Promise.race([site.settled().then(() => 'settled'), setTimeout(20, 'loading')]), POLL).toBe('loading');
    await site.settled();

    ending.abort();
    await site.stop();
  });

  it('says so, with what was said last, when it ends on its own', async () => {
    const { site, lines } = await newSite("console.error('The port is taken.'); process.exitCode = 3;");
    site.start('http://127.0.0.1:4711');
    await expect.poll(() => lines, POLL).toEqual(['What makes the documentation ended on its own (exit code 3), so /docs/ shows nothing until this is started again.\nThe port is taken.\n']);
  });
});

/** A process whose whole code is given, in the place of Astro's. */
async function newSite(code: string) {
  const root = testFolder();
  mkdirSync(join(root, 'node_modules/astro/bin'), { recursive: true });
  mkdirSync(join(root, 'apps/docs'), { recursive: true });
  writeFileSync(join(root, 'node_modules/astro/bin/astro.mjs'), code);

  const lines: string[] = [];
  const ending = new AbortController();
  const site = createSiteProcess({ root, port: await freePort(), env: { KEPT: 'yes' }, report: { line: (text) => void lines.push(text) }, signal: ending.signal });
  onTestFinished(() => site.stop());
  return { site, root, ending, lines };
}
