import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The sources that a Content-Security-Policy has to name for what stands inside the pages: `'sha256-…'`. */
export interface InlineHashes {
  scripts: readonly string[];
  styles: readonly string[];
}

/**
 * Hashes every inline script and style element of the pages in a folder (CSP Level 3, 8.4). Pages share most of them, so one
 * policy holds for all.
 */
export async function inlineHashes(folder: string): Promise<InlineHashes> {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
    const page = await readFile(join(entry.parentPath, entry.name), 'utf8');
    for (const [, attributes = '', content = ''] of page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
      if (!/\bsrc=/.test(attributes) && content !== '') scripts.add(hashOf(content));
    }
    for (const [, content = ''] of page.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)) styles.add(hashOf(content));
  }
  return { scripts: [...scripts].toSorted(), styles: [...styles].toSorted() };
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
