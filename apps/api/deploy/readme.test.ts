import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMetrics } from '../src/metrics/metrics.ts';

const text = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

it('links to what there is', () => {
  const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);

  expect(links.length).toBeGreaterThan(4);
  expect(links.filter((link) => !existsSync(join(import.meta.dirname, link)))).toEqual([]);
});

it('names every metric of ours, and none that there is not', async () => {
  const { text: page } = await createMetrics(async () => undefined).page();
  const shown = [...page.matchAll(/^# TYPE (plumbline_\w+)/gm)].map(([, name]) => name);
  const named = [...text.matchAll(/(plumbline_\w+)/g)].map(([, name]) => name);

  expect([...new Set(named)].toSorted()).toEqual(shown.toSorted());
});
