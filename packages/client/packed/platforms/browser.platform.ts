import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startChromium } from '../../../../.ci/start-chromium.ts';
import { outcomeOn, taskFor } from './task.ts';

/** The modules as they are published, without any bundler. */
const PAGE = `<!doctype html><title>A page</title>
<script type="importmap">{ "imports": { "@plumbline/client": "/node_modules/@plumbline/client/dist/index.js", "openapi-fetch": "/node_modules/openapi-fetch/dist/index.mjs" } }</script>
<script type="module">import { doEverything } from '/platform.mjs'; Object.assign(window, { doEverything });</script>`;

let pages: Server;
let browser: Browser;
beforeAll(async () => {
  pages = await servePages();
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  pages?.close();
});

it('Chromium does everything, from a page of another origin than the API', async () => {
  const { port } = pages.address() as AddressInfo; // It listens on a port.
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => void faults.push(message));
  await page.goto(`http://localhost:${port}/`);
  await page.waitForFunction('"doEverything" in window');
  expect([await page.evaluate(`doEverything(${JSON.stringify(taskFor('Chromium'))})`), faults]).toEqual([outcomeOn('Chromium'), []]);
});

/** Serves the project's files, and a page at the root. */
async function servePages(): Promise<Server> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const [type, body] = pathname === '/' ? ['text/html', PAGE] : ['text/javascript', await readFile(join(inject('project'), pathname)).catch(() => undefined)];
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  return server;
}
