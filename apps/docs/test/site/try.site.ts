import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startChromium } from '../../../../.ci/start-chromium.ts';
import { axeFaults, openTab, tooWide, type Tab } from './tab.ts';

const origin = inject('origin');

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

/** Sends what the open form shows with a key, and gives what was sent and answered. */
async function send({ page }: Tab, key: string) {
  await page.getByPlaceholder('Token').last().fill(key);
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname.startsWith('/v1/'));
  await page.getByRole('button', { name: /^Send/ }).first().click();
  const response = await answered;
  return { status: response.status(), url: response.url(), headers: await response.request().allHeaders() };
}

it('an operation is tried with the form that its page opens, and the key is nowhere but on the page', async () => {
  await using tab = await openTab(browser, origin, { viewport: { width: 1280, height: 900 } });
  const { page } = tab;
  await page.goto(`${origin}/docs/operations/createProject/`);
  await page.getByRole('main').getByRole('link', { name: /try/i }).first().click();
  await page.waitForURL((url) => url.pathname === '/docs/try/' && url.search === '?operation=createProject');

  const { status, url, headers } = await send(tab, inject('key'));
  expect([status, url, headers['authorization']]).toEqual([201, `${origin}/v1/projects`, `Bearer ${inject('key')}`]);
  expect(headers).not.toHaveProperty('idempotency-key');
  await page.getByText('"prj_').first().waitFor();

  // Starlight keeps the theme and which groups of the menu are open, and nobody keeps anything else.
  const kept = (await page.evaluate('indexedDB.databases().then((databases) => [...Object.keys({ ...localStorage, ...sessionStorage }), document.cookie, ...databases])')) as unknown[];
  expect(kept.filter((name) => name !== 'starlight-theme' && name !== 'sl-sidebar-state')).toEqual(['']);
  expect(tab.faults).toEqual([]);
});

it('an operation with a path is tried with the id of its example, in a narrow window', async () => {
  await using tab = await openTab(browser, origin, { viewport: { width: 390, height: 844 } });
  await tab.page.goto(`${origin}/docs/try/?operation=getProject`);
  const { status, url } = await send(tab, inject('key'));
  expect([status, new URL(url).pathname]).toEqual([200, expect.stringMatching(/^\/v1\/projects\/prj_\w+$/)]);
  expect(await tooWide(tab.page)).toEqual([]);
  expect(tab.faults).toEqual([]);
});

it('whoever names no operation chooses one, and one that is not there is told', async () => {
  await using tab = await openTab(browser, origin);
  const { page } = tab;
  await page.goto(`${origin}/docs/try/`);
  await page.getByText('Choose an operation').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByLabel('Try').selectOption('listProjects');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByPlaceholder('Token').last().waitFor();
  expect(new URL(page.url()).search).toBe('?operation=listProjects');

  await page.goto(`${origin}/docs/try/?operation=nothing`);
  await page.getByText('There is no such operation.').waitFor();
  expect(tab.faults).toEqual([]);
});

it('says without scripts where the same is to be had', async () => {
  await using tab = await openTab(browser, origin, { javaScriptEnabled: false });
  await tab.page.goto(`${origin}/docs/try/?operation=createProject`);
  expect(await tab.page.locator('main').innerText()).toContain('A request form takes JavaScript.');
});
