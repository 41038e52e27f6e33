import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from '@plumbline/contract';
import { load } from 'js-yaml';
import { expect, it, onTestFinished } from 'vitest';
import { buildDocs } from './build-docs.ts';

it('builds the reference and the site, which ask no other host for anything, and builds them once', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];
  const placed = (part: string) => JSON.parse(readFileSync(join(folder, `${part}.json`), 'utf8')) as { folder: string; scripts?: string[] };
  const read = (part: string, name: string) => readFileSync(join(folder, placed(part).folder, name), 'utf8');

  const first = await buildDocs((line) => said.push(line), { folder });
  const again = await buildDocs((line) => said.push(line), { folder });

  expect([first.built, again.built, said]).toEqual([['reference', 'site'], [], ['Building the reference …', 'Building the site …']]);
  for (const name of ['reference.html', 'reference-v2.html']) {
    const page = read('reference', name);
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
    expect(page).not.toMatch(/cdn\.redoc(?!ly\.com\/redoc\/v)|otel\.cloud/);
    expect(page).toMatch(/disableTelemetry":\s*true/);
    for (const operationId of Object.keys(contract.operations)) expect(page).toContain(operationId);
  }
  expect(load(read('reference', 'openapi.yaml'))).toEqual(contract.document);

  for (const id of [...Object.keys(contract.operations).map((operationId) => `operations/${operationId}`), 'guides/quickstart']) {
    expect(read('site', `${id}/index.html`)).not.toMatch(/<(?:script|img|link[^>]+rel="(?:stylesheet|icon)")[^>]+(?:src|href)="https?:/);
    expect(read('site', `${id}.md`)).toMatch(/^# \S/);
  }
  expect(readdirSync(join(folder, placed('site').folder))).toEqual(expect.arrayContaining(['404.html', '404.html.br', '404.html.gz', 'index.md', 'pagefind', 'sitemap-index.xml']));
  expect(placed('site').scripts).toContainEqual(expect.stringMatching(/^'sha256-[\w+/]{43}='$/));

  writeFileSync(join(folder, 'reference.json'), JSON.stringify({ folder: 'reference-of-another-contract' }));
  expect((await buildDocs(() => {}, { folder, only: 'reference' })).built).toEqual(['reference']);
});
