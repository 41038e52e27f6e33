import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Response } from 'express';
import type { BuiltPart } from './built-part.ts';

/** Fills a built page with what is known only when it is asked for. */
export type Fill = (page: string, type: 'html' | 'markdown') => Promise<string>;

/** Sends a page of a part once it is filled. Its `ETag` is of what is sent, so that a page that says the same is a 304. */
export async function sendFilled(response: Response, { root }: BuiltPart, file: string, fill: Fill, vary: readonly string[]): Promise<void> {
  const type = file.endsWith('.md') ? 'markdown' : 'html';
  const page = await fill(await readFile(join(root, file), 'utf8'), type);
  for (const header of vary) response.vary(header);
  response.set({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
  response.type(`text/${type}; charset=utf-8`).send(page);
}
