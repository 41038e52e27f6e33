import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where systems put it. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Starts the Chromium of this machine, without a window: the one that CHROMIUM_PATH names, else one at a usual place.
 *
 * @throws Error that says what to install, when there is none
 */
export async function startChromium(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const executablePath = (named ? [named] : USUAL).find((path) => existsSync(path));
  if (executablePath === undefined) {
    const where = named ? `CHROMIUM_PATH is ${named}, where there is nothing` : `it is at none of ${USUAL.join(', ')}`;
    throw new Error(`Pages are looked at in Chromium, and ${where}. Install it (Debian: apt-get install chromium), or name one: CHROMIUM_PATH=/path/to/chromium`);
  }
  // The sandbox cannot be had as root in a container, and only pages of this project are opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
