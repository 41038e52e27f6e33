import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from '@plumbline/contract';
import { expect, it, onTestFinished } from 'vitest';
import { buildDocs } from './build-docs.ts';

it('builds pages that ask no other host for anything and name every operation, and builds them once', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];

  const first = await buildDocs((line) => said.push(line), folder);
  const pages = ['reference.html', 'reference-v2.html'].map((name) => readFileSync(join(folder, name), 'utf8'));
  const again = await buildDocs((line) => said.push(line), folder);

  expect([first.built, again.built, said.length]).toEqual([true, false, 1]);
  expect(readdirSync(folder).toSorted()).toEqual(['built-from', 'errors.html', 'reference-v2.html', 'reference.html']);
  for (const page of pages) {
    expect(page).not.toMatch(/<(?:script|link|img)[^>]+(?:src|href)="https?:/);
    expect(page).not.toMatch(/cdn\.redoc(?!ly\.com\/redoc\/v)|otel\.cloud/);
    expect(page).toMatch(/disableTelemetry":\s*true/);
    for (const operationId of Object.keys(contract.operations)) expect(page).toContain(operationId);
  }

  writeFileSync(join(folder, 'built-from'), 'another contract');
  expect((await buildDocs(() => {}, folder)).built).toBe(true);
});
