import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startChromium } from '../../../../.ci/start-chromium.ts';
import { sitemapPaths } from './sitemap-paths.ts';
import { axeFaults, openTab, tooWide, type Tab } from './tab.ts';
import { TEMPLATES } from './templates.ts';

const origin = inject('origin');
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

/**
 * Each size is looked at as a whole in one theme. In the other one only colours can differ: those of what surrounds the text,
 * since those of the text do not depend on the size, and both themes of it have been seen.
 */
const COMBINATIONS = [['wide', 'light', true], ['narrow', 'dark', true], ['wide', 'dark', false], ['narrow', 'light', false]] as const;

/** What has most elements and is the same on many pages; axe-core walks through all of a page, whatever it is to look at. */
const MENU = 'nav.sidebar';
const CODE = '.expressive-code';
const CONTENTS = '.right-sidebar-container, mobile-starlight-toc';
const TEXT = '.sl-markdown-content';

let browser: Browser;
let paths: string[];
beforeAll(async () => {
  browser = await startChromium();
  paths = await sitemapPaths(origin);
});
afterAll(() => browser?.close());

/** Works at all of it in two tabs, one for each core, and gives what was found. */
async function inTwoTabs<Item>(items: Iterable<Item>, look: (tab: Tab, item: Item) => Promise<string[]>): Promise<string[]> {
  const left = items[Symbol.iterator]();
  const found: string[] = [];
  const work = async () => {
    await using tab = await openTab(browser, origin, { viewport: SIZES.wide });
    for (let next = left.next(); !next.done; next = left.next()) found.push(...(await look(tab, next.value)));
    found.push(...tab.faults);
  };
  await Promise.all([work(), work()]);
  return found;
}

async function without(page: Page, selectors: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    for (const element of all.flatMap((selector) => [...document.querySelectorAll(selector)])) element.remove();
  }, selectors);
}

/** Pages whose menu is looked at too, which is the same on all, and pages whose code is, which between them have all its languages. */
const WITH_MENU = new Set(['/docs/', '/docs/operations/createProject/']);
const WITH_CODE = new Set(['/docs/operations/createProject/', '/docs/guides/webhooks/', '/docs/guides/your-own-contract/', '/docs/guides/production/']);

it('every kind of page and every guide is accessible, light and dark, wide and narrow, and fits its window', async () => {
  const guides = new Set(paths.filter((path) => path.startsWith('/docs/guides/')));
  const faults = await inTwoTabs([...TEMPLATES, ...guides], async ({ page }, path) => {
    await page.goto(origin + path);
    const found: string[] = [];
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      found.push(...(await tooWide(page)).map((fault) => `${path}, ${size}: ${fault}`));
    }
    await without(page, [...(WITH_MENU.has(path) ? [] : [MENU]), ...(WITH_CODE.has(path) ? [] : [CODE])]);
    for (const [size, theme, isWhole] of COMBINATIONS) {
      if (!isWhole) {
        if (guides.has(path)) continue;
        await without(page, [TEXT]);
      }
      await page.setViewportSize(SIZES[size]);
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
      const wrong = await axeFaults(page, isWhole ? {} : { runOnly: ['color-contrast'] });
      found.push(...wrong.map((fault) => `${path}, ${size}, ${theme}: ${fault}`));
    }
    return found;
  });
  expect(faults).toEqual([]);
});

/** Runs in the browser: puts the text of another page of the site in the place of the one that is shown. */
async function showText(address: string): Promise<void> {
  const answer = await fetch(address);
  const html = await answer.text();
  const text = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  const place = document.querySelector('main');
  if (!answer.ok || !text) throw new Error(`${address} was answered ${answer.status}, ${text ? 'with' : 'without'} a main element: ${html.slice(0, 300)}`);
  if (!place) throw new Error(`${location.href} has no main element to show ${address} in: ${document.documentElement.outerHTML.slice(0, 300)}`);
  place.replaceWith(text);
}

it('every page of the contract has an accessible text that fits a narrow window', async () => {
  const others = paths.filter((path) => /^\/docs\/(?:operations|events|errors|schemas)\/./.test(path));
  const faults = await inTwoTabs(others, async ({ page }, path) => {
    // What surrounds the text is the same on each of them, so that texts are put into one page, which is many times as fast.
    if (!page.url().startsWith(origin)) {
      await page.setViewportSize(SIZES.narrow);
      await page.goto(`${origin}/docs/operations/createProject/`);
      await without(page, [MENU, CONTENTS]);
    }
    await page.evaluate(showText, path);
    const wide = await tooWide(page);
    await without(page, [CODE]);
    // Colours are those of the kinds of pages above.
    const wrong = await axeFaults(page, { rules: { 'color-contrast': { enabled: false } } }, { include: ['main'] });
    return [...wrong, ...wide].map((fault) => `${path}: ${fault}`);
  });
  expect(faults).toEqual([]);
});
