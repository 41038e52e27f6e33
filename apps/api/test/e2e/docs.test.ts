import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '@plumbline/contract';
import { contract as contractV2 } from '@plumbline/contract/v2';
import { createApp, listen, memoryLimiter, serve } from '@plumbline/server';
import { expect, it, onTestFinished } from 'vitest';
import { mountDocs } from '../../src/docs/mount-docs.ts';
import { testFolder } from '../folder.ts';
import { sendTo } from './harness/send.ts';

const silent = { info: () => {}, error: () => {} };
const docUrl = (code: string) => `#${code}`;

/** A server that has nothing but the documentation's pages, from a folder of its own. */
async function serveDocs(folder: string, liveReload = false): Promise<string> {
  const { express } = createApp<never>({
    serve: [serve<Record<never, never>, object, never>({ ...contract, operations: {} }, {})],
    mode: 'test',
    seams: { authenticate: async () => undefined, limiter: memoryLimiter(), log: silent, isUnavailable: () => false, now: Date.now, docUrl, cursorKey: async () => new Uint8Array(32) },
    mount: (app) => mountDocs(app, { v1: contract.document, v2: contractV2.document }, { folder, liveReload }),
  });
  const { url, close } = await listen(express, { host: '127.0.0.1', port: 0, errors: contract.errors, docUrl });
  onTestFinished(() => close(0));
  return url;
}

it('says that a page is being built, and serves it as soon as it is there', async () => {
  const folder = testFolder();
  const url = await serveDocs(folder);

  const waiting = await sendTo(url, 'GET', '/docs/reference');
  writeFileSync(join(folder, 'reference.html'), '<body>The reference</body>');
  const built = await sendTo(url, 'GET', '/docs/reference');

  expect([waiting.status, waiting.headers['retry-after'], waiting.headers['content-type']]).toEqual([503, '2', 'text/html; charset=utf-8']);
  expect(waiting.text).toContain('http-equiv="refresh"');
  expect([built.status, built.text]).toEqual([200, '<body>The reference</body>']);
});

it('lets a page ask no other host for anything', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'errors.html'), '<body>Errors</body>');

  const { headers } = await sendTo(await serveDocs(folder), 'GET', '/docs/errors');

  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

it('gives a page another tag when it was built again, and in development the script that notices', async () => {
  const folder = testFolder();
  const url = await serveDocs(folder, true);
  writeFileSync(join(folder, 'reference.html'), '<body>One</body>');
  const one = await sendTo(url, 'GET', '/docs/reference');
  writeFileSync(join(folder, 'reference.html'), '<body>Another</body>');
  const another = await sendTo(url, 'HEAD', '/docs/reference');

  expect(one.text).toMatch(/^<body>One<script>[\s\S]*location\.reload\(\)[\s\S]*<\/script><\/body>$/);
  expect(another.headers['etag']).not.toBe(one.headers['etag']);
});

it('serves the contract itself, and leads from the root to the reference', async () => {
  const url = await serveDocs(testFolder());

  const document = await sendTo(url, 'GET', '/docs/openapi.json');
  const root = await sendTo(url, 'GET', '/');

  expect(JSON.parse(document.text)).toEqual(contract.document);
  expect([root.status, root.headers['location']]).toEqual([302, '/docs/reference']);
});
