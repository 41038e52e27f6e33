import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { contract } from '@plumbline/contract';
import { contract as contractV2 } from '@plumbline/contract/v2';
import { createApp, listen, memoryLimiter, serve } from '@plumbline/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mountDocs } from '../../src/docs/mount-docs.ts';
import { testFolder } from '../folder.ts';
import { sendTo } from './harness/send.ts';

const silent = { info: () => {}, error: () => {} };
const docUrl = (code: string) => `#${code}`;

/** A server that has nothing but the documentation's pages, from a folder of its own. */
async function serveDocs(folder: string, options: Parameters<typeof mountDocs>[2] = {}): Promise<string> {
  const { express } = createApp<never>({
    serve: [serve<Record<never, never>, object, never>({ ...contract, operations: {} }, {})],
    mode: 'test',
    seams: { authenticate: async () => undefined, limiter: memoryLimiter(), log: silent, isUnavailable: () => false, now: Date.now, docUrl, cursorKey: async () => new Uint8Array(32) },
    mount: (app) => mountDocs(app, { v1: contract.document, v2: contractV2.document }, { folder, ...options }),
  });
  const { url, close } = await listen(express, { host: '127.0.0.1', port: 0, errors: contract.errors, docUrl });
  onTestFinished(() => close(0));
  return url;
}

/** Places a part as `apps/docs` does when it has built it. */
function place(docs: string, part: string, files: Record<string, string | Buffer>, build = 1, told: object = {}): void {
  const folder = `${part}-${build}`;
  for (const [name, content] of Object.entries(files)) {
    const path = join(docs, folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  writeFileSync(join(docs, `${part}.json`), JSON.stringify({ folder, ...told }));
}

const SITE = {
  'index.html': '<h1>Home</h1>',
  'index.md': '# Home\n',
  '404.html': '<h1>Nothing is here</h1>',
  'operations/getProject/index.html': '<h1>Get a project</h1>',
  'operations/getProject/index.html.br': brotliCompressSync('<h1>Get a project</h1>'),
  'operations/getProject.md': '# Get a project\n',
  'events/project.created/index.html': '<h1>project.created</h1>',
  'try/index.html': '<h1>Try it</h1>',
  'llms.txt': '# Plumbline\n',
  'status/index.html': '<h1>Status</h1>',
  'status.md': '# Status\n',
  '_astro/style.Ab12Cd34.css': 'body {}',
};

describe('a page that is being built', () => {
  it.each(['/docs/', '/docs/guides/jobs/', '/docs/reference', '/docs/openapi.yaml'])('says so at %s, and is served as soon as it is there', async (path) => {
    const folder = testFolder();
    const url = await serveDocs(folder);

    const waiting = await sendTo(url, 'GET', path);
    place(folder, 'reference', { 'reference.html': 'built', 'openapi.yaml': 'built' });
    place(folder, 'site', { 'index.html': 'built', 'guides/jobs/index.html': 'built' });
    const built = await sendTo(url, 'GET', path);

    expect([waiting.status, waiting.headers['retry-after'], waiting.headers['content-type']]).toEqual([503, '2', 'text/html; charset=utf-8']);
    expect(waiting.text).toContain('http-equiv="refresh"');
    expect([built.status, built.text]).toEqual([200, 'built']);
  });
});

describe('the site', () => {
  it.each([
    ['the root leads to the home page', '/', {}, 302, '/docs/'],
    ['a page has a slash at its end', '/docs/operations/getProject?a=b', {}, 301, '/docs/operations/getProject/?a=b'],
    ['and the home page too', '/docs', {}, 301, '/docs/'],
    ['case counts', '/docs/operations/getproject/', { accept: 'text/html' }, 404, '<h1>Nothing is here</h1>'],
    ['nothing is below its folder', '/docs/..%2f..%2fsite.json', { accept: 'text/html' }, 404, '<h1>Nothing is here</h1>'],
    ['dots are part of a name', '/docs/events/project.created/', {}, 200, '<h1>project.created</h1>'],
    ['a browser gets HTML', '/docs/operations/getProject/', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, 200, '<h1>Get a project</h1>'],
    ['whoever takes all gets HTML', '/docs/operations/getProject/', { accept: '*/*' }, 200, '<h1>Get a project</h1>'],
    ['whoever prefers Markdown gets it', '/docs/operations/getProject/', { accept: 'text/markdown, text/html;q=0.9' }, 200, '# Get a project\n'],
    ['also of the home page', '/docs/', { accept: 'text/markdown' }, 200, '# Home\n'],
    ['and without asking at its own address', '/docs/operations/getProject.md', {}, 200, '# Get a project\n'],
    ['llms.txt is where agents look', '/llms.txt', {}, 200, '# Plumbline\n'],
  ])('%s: %s', async (_name, path, headers, status, want) => {
    const folder = testFolder();
    place(folder, 'site', SITE);

    const answer = await sendTo(await serveDocs(folder), 'GET', path, { headers });

    expect([answer.status, answer.headers['location'] ?? answer.text]).toEqual([status, want]);
  });

  it('leaves a path that is no page to the API, unless a browser asks', async () => {
    const folder = testFolder();
    place(folder, 'site', SITE);
    const url = await serveDocs(folder);

    expect((await sendTo(url, 'GET', '/docs/nothing')).json.error.code).toBe('not_found');
    expect((await sendTo(url, 'POST', '/docs/')).json.error.code).toBe('not_found');
  });

  it('says what a choice depended on, and what a cache may keep', async () => {
    const folder = testFolder();
    place(folder, 'site', SITE);
    const url = await serveDocs(folder);
    const headersOf = async (path: string, headers: Record<string, string> = {}) => {
      const { status, headers: got } = await sendTo(url, 'GET', path, { headers });
      return [status, got['content-type'], got['content-encoding'], got['vary'], got['cache-control']];
    };
    const page = '/docs/operations/getProject/';

    expect(await headersOf(page)).toEqual([200, 'text/html; charset=utf-8', undefined, 'Accept-Encoding, Accept', 'no-cache']);
    expect(await headersOf(page, { 'accept-encoding': 'gzip, br' })).toEqual([200, 'text/html; charset=utf-8', 'br', 'Accept-Encoding, Accept', 'no-cache']);
    expect(await headersOf(page, { 'accept-encoding': 'br;q=0' })).toEqual([200, 'text/html; charset=utf-8', undefined, 'Accept-Encoding, Accept', 'no-cache']);
    expect(await headersOf(page, { accept: 'text/markdown' })).toEqual([200, 'text/markdown; charset=utf-8', undefined, 'Accept', 'no-cache']);
    expect(await headersOf('/docs/_astro/style.Ab12Cd34.css')).toEqual([200, 'text/css; charset=utf-8', undefined, undefined, 'public, max-age=31536000, immutable']);
  });

  it('takes a page and its twin, which share an address, for two things', async () => {
    const folder = testFolder();
    place(folder, 'site', SITE);
    const url = await serveDocs(folder);
    const { headers } = await sendTo(url, 'GET', '/docs/');
    const twin = await sendTo(url, 'GET', '/docs/', { headers: { accept: 'text/markdown', 'if-none-match': String(headers['etag']) } });
    expect([twin.status, twin.text]).toEqual([200, '# Home\n']);
  });

  it('answers 304 to whoever has the page, until it is built again', async () => {
    const folder = testFolder();
    place(folder, 'site', SITE);
    const url = await serveDocs(folder);
    const { headers } = await sendTo(url, 'GET', '/docs/');
    const again = () => sendTo(url, 'GET', '/docs/', { headers: { 'if-none-match': String(headers['etag']) } });

    const kept = await again();
    place(folder, 'site', { 'index.html': '<h1>Another home</h1>' }, 2);
    const changed = await again();

    expect([kept.status, kept.headers['etag'], kept.headers['vary']]).toEqual([304, headers['etag'], 'Accept']);
    expect([changed.status, changed.text]).toEqual([200, '<h1>Another home</h1>']);
  });
});

describe('the policy of a page', () => {
  it.each([
    ['/docs/', "script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='", /script-src[^;]*'unsafe-(?:inline|eval)'|style-src-elem[^;]*unsafe/],
    ['/docs/nothing/', "script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='", /script-src[^;]*'unsafe-(?:inline|eval)'/],
    ['/docs/try/', "script-src 'self' 'sha256-abc='; style-src 'self' 'unsafe-inline'", /unsafe-eval/],
    ['/docs/reference', "script-src 'self' 'unsafe-inline' 'unsafe-eval'", /sha256/],
  ])('%s lets it ask no other host for anything', async (path, want, never) => {
    const folder = testFolder();
    place(folder, 'site', SITE, 1, { scripts: ["'sha256-abc='"], styles: [] });
    place(folder, 'reference', { 'reference.html': '<h1>Reference</h1>' });

    const { headers } = await sendTo(await serveDocs(folder), 'GET', path, { headers: { accept: 'text/html' } });

    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(want);
    expect(policy).not.toMatch(never);
    expect(policy).not.toMatch(/https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('in development', () => {
  it('gives the reference another tag when it was built again, and the script that notices', async () => {
    const folder = testFolder();
    const url = await serveDocs(folder, { liveReload: true });
    place(folder, 'reference', { 'reference.html': '<body>One</body>' });
    const one = await sendTo(url, 'GET', '/docs/reference');
    place(folder, 'reference', { 'reference.html': '<body>Another</body>' }, 2);
    const another = await sendTo(url, 'HEAD', '/docs/reference');

    expect(one.text).toMatch(/^<body>One<script>[\s\S]*location\.reload\(\)[\s\S]*<\/script><\/body>$/);
    expect(another.headers['etag']).not.toBe(one.headers['etag']);
  });

  it('leads to the server that makes the site anew, and serves the reference itself', async () => {
    const folder = testFolder();
    place(folder, 'reference', { 'reference.html': 'built' });
    const url = await serveDocs(folder, { devUrl: 'http://127.0.0.1:4321' });

    const site = await sendTo(url, 'GET', '/docs/guides/jobs/?a=b');
    const reference = await sendTo(url, 'GET', '/docs/reference');

    expect([site.status, site.headers['location']]).toEqual([307, 'http://127.0.0.1:4321/docs/guides/jobs/?a=b']);
    expect(reference.status).toBe(200);
  });
});

it('serves the contract itself', async () => {
  const document = await sendTo(await serveDocs(testFolder()), 'GET', '/docs/openapi.json');

  expect(JSON.parse(document.text)).toEqual(contract.document);
});

describe('the status page', () => {
  it.each([
    ['/docs/status/', 'text/html', 'text/html; charset=utf-8', '<h1>Status</h1> as html', 'Accept'],
    ['/docs/status/', 'text/markdown', 'text/markdown; charset=utf-8', '# Status\n as markdown', 'Accept'],
    ['/docs/status.md', '*/*', 'text/markdown; charset=utf-8', '# Status\n as markdown', undefined],
  ])('is filled when it is asked for: %s as %s', async (path, accept, type, text, vary) => {
    const folder = testFolder();
    place(folder, 'site', SITE);
    const url = await serveDocs(folder, { fillStatus: async (page, as) => `${page} as ${as}` });
    const { status, headers, text: sent } = await sendTo(url, 'GET', path, { headers: { accept } });
    expect([status, headers['content-type'], sent, headers['vary'], headers['cache-control']]).toEqual([200, type, text, vary, 'no-cache']);
  });
});
