import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startChromium } from '../../../../.ci/start-chromium.ts';
import { openTab } from './tab.ts';
import { TEMPLATES } from './templates.ts';

const origin = inject('origin');
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

describe('a reader without scripts', () => {
  it('reads of every kind of page what others read', async () => {
    await using scripted = await openTab(browser, origin, { viewport: WIDE });
    await using tab = await openTab(browser, origin, { viewport: WIDE, javaScriptEnabled: false });
    for (const path of TEMPLATES) {
      await Promise.all([scripted.page.goto(origin + path), tab.page.goto(origin + path)]);
      const [want, read] = await Promise.all([scripted, tab].map(async ({ page }) => (await page.locator('h1, .sl-markdown-content').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ')));
      expect([path, read]).toEqual([path, want]);
      expect(read?.length).toBeGreaterThan(40);
    }
    expect(tab.faults).toEqual([]);
  });

  it.each([['wide', WIDE], ['narrow', NARROW]])('gets on by the menu in a %s window', async (_, viewport) => {
    await using tab = await openTab(browser, origin, { viewport, javaScriptEnabled: false });
    // The menu holds the guides, and pages of the contract in groups that open; in a narrow window it opens itself, without a script.
    const menu = tab.page.locator('nav.sidebar');
    const openMenu = () => (viewport === NARROW ? tab.page.locator('[popovertarget=starlight__sidebar]').click() : undefined);
    await tab.page.goto(`${origin}/docs/guides/quickstart/`);
    await openMenu();
    await menu.getByRole('link', { name: 'Webhooks', exact: true }).click();
    await tab.page.waitForURL(`${origin}/docs/guides/webhooks/`);
    await openMenu();
    for (const group of ['Operations', 'Projects']) await menu.locator('summary', { hasText: new RegExp(`^\\s*${group}\\s*$`) }).first().click();
    await menu.locator('a[href="/docs/operations/createProject/"]').click();
    await tab.page.waitForURL(`${origin}/docs/operations/createProject/`);
    expect(tab.faults).toEqual([]);
  });
});

describe('a reader', () => {
  it('finds an operation and an error code with the search, which asks no other host', async () => {
    await using tab = await openTab(browser, origin, { viewport: WIDE });
    await tab.page.goto(`${origin}/docs/`);
    for (const [words, path] of [['createProject', '/docs/operations/createProject/'], ['project_not_found', '/docs/errors/project_not_found/']] as const) {
      await tab.page.getByRole('button', { name: 'Search' }).click();
      await tab.page.getByRole('dialog').getByRole('textbox').fill(words);
      const results = tab.page.locator('.pagefind-ui__result-link');
      await results.first().waitFor();
      const found = await results.evaluateAll((links) => links.map((link) => new URL((link as unknown as { href: string }).href).pathname));
      expect([words, found]).toEqual([words, expect.arrayContaining([path])]);
      await tab.page.keyboard.press('Escape');
    }
    expect(tab.faults).toEqual([]);
  });

  it('loads the home page with at most 150 kB', async () => {
    await using tab = await openTab(browser, origin, { viewport: WIDE });
    const session = await tab.page.context().newCDPSession(tab.page);
    await session.send('Network.enable');
    let octets = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => void (octets += encodedDataLength));
    await tab.page.goto(`${origin}/docs/`, { waitUntil: 'networkidle' });
    expect(octets).toBeGreaterThan(10_000);
    expect(octets).toBeLessThanOrEqual(150_000);
    expect(tab.faults).toEqual([]);
  });

  it.each(['/docs/reference', '/docs/v2/reference'])('has the rendered reference at %s, which asks no other host', async (path) => {
    await using tab = await openTab(browser, origin, { viewport: WIDE });
    await tab.page.goto(origin + path);
    await tab.page.getByRole('heading', { name: /^Plumbline API/ }).first().waitFor();
    expect(tab.faults).toEqual([]);
  });
});
