import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults, ContextObject, RunOptions } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** A tab with cookies of its own, that reaches one server and no other. */
export interface Tab extends AsyncDisposable {
  page: Page;
  /** What no reader may meet, with the page: requests to other hosts, what the policy refused, errors of scripts. */
  faults: readonly string[];
}

/** Opens a tab. A request to another host is refused, and is a fault. */
export async function openTab(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const note = (fault: string) => void faults.push(`${page.url().replace(origin, '')}: ${fault}`);

  await context.route(
    (url) => url.origin !== origin && url.protocol.startsWith('http'),
    (route) => {
      note(`asks for ${route.request().url()}`);
      return route.abort();
    },
  );
  page.on('pageerror', ({ message }) => note(message));
  // The console tells of what a policy refused, and of what could not be loaded; a page of status 404 is told too.
  page.on('console', (message) => {
    const isOfPage = message.location().url === page.url();
    if ((message.type() === 'error' && !isOfPage) || /Content Security Policy/.test(message.text())) note(message.text());
  });
  return { page, faults, [Symbol.asyncDispose]: () => context.close() };
}

/**
 * Looks for what axe-core finds wrong in a part of the page: WCAG 2.2 A and AA, and good practice.
 *
 * @returns a line for each rule: the rule, where, and the element
 */
export async function axeFaults(page: Page, options: RunOptions = {}, part: ContextObject = { include: ['html'] }): Promise<string[]> {
  // Evaluated by the debugger, which no policy of the page holds up.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const results = await page.evaluate(`axe.run(${JSON.stringify(part)}, ${JSON.stringify({ resultTypes: ['violations'], ...options })})`);
  return (results as AxeResults).violations.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0]?.target.join(' ')} ${nodes[0]?.html.slice(0, 120)}`);
}

/** What of a page is wider than its window, or than the place that it has: a line for each. Code that scrolls is none. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const tables = [...document.querySelectorAll('main table')].filter((table) => table.scrollWidth > table.clientWidth);
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : []),
      ...tables.map((table) => `a table is ${table.scrollWidth - table.clientWidth} px too wide: ${table.textContent.slice(0, 60)}`),
    ];
  });
}
