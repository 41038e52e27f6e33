import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { copiedRepository } from '../../../../.ci/dev-loop/copied-repository.ts';
import { runLoop } from '../../../../.ci/dev-loop/run-loop.ts';
import { saveChanged } from '../../../../.ci/dev-loop/save-changed.ts';
import { startChromium } from '../../../../.ci/start-chromium.ts';

const PROJECT = 'openapi/components/schemas/Project.yaml';
const GUIDE = 'apps/docs/src/content/docs/guides/quickstart.md';

it('npm run dev shows a saved description in the open page, and the old one while the contract is broken', async () => {
  const repository = copiedRepository();
  onTestFinished(repository[Symbol.dispose]); // Also when the test has run out of time.
  const loop = runLoop(repository.folder);
  onTestFinished(loop[Symbol.asyncDispose]);
  const describes = (file: string, words: string) => saveChanged(join(repository.folder, file), (text) => text.replace(/^description: .*$/m, `description: ${words}`));
  const [, docs = ''] = await loop.says(/Docs {7}(\S+)\/$/m);
  // Saved while the site starts, which has read nothing yet, or everything.
  describes(PROJECT, 'A wall that stands true.');

  const browser = await startChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await open(page, `${docs}/schemas/Project/`);
  await shows(page, 'A wall that stands true.');

  describes(PROJECT, 'A wall with a door.');
  await shows(page, 'A wall with a door.');

  const mend = saveChanged(join(repository.folder, PROJECT), (text) => `${text}broken: [\n`);
  const [told] = await loop.says(/^openapi.*\/Project\.yaml saved → [\s\S]*?— the server goes on with the contract it had$/m);
  expect(told).toMatch(/^ {2}openapi\/components\/schemas\/Project\.yaml:\d+:\d+ /m);
  await page.reload({ waitUntil: 'commit' });
  await shows(page, 'A wall with a door.');
  mend();

  await page.goto(`${docs}/guides/quickstart/`, { waitUntil: 'commit' });
  describes(GUIDE, 'The shortest way up a wall.');
  await shows(page, 'The shortest way up a wall.');
  expect(await loop.end()).toBe(0);
});

/** Opens a page of the site, which is not there from the beginning. */
async function open(page: Page, address: string): Promise<void> {
  for (;;) {
    const answer = await page.goto(address, { waitUntil: 'commit' }).catch(() => undefined);
    if (answer?.status() === 200) return;
    await setTimeout(200);
  }
}

/** Waits until the page says so, which nobody loads again. */
async function shows(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor({ timeout: 20_000 });
}
