import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Express } from '@plumbline/server';
import { withReload } from './with-reload.ts';

/** Where `apps/docs` puts its pages. */
export const PAGES = resolve(import.meta.dirname, '../../../docs/dist');

/** What each page is built into. */
const PAGE_FILES = [
  ['reference', 'reference.html'],
  ['v2/reference', 'reference-v2.html'],
  ['errors', 'errors.html'],
] as const;

/** The pages hold all they need; what they would ask other hosts for is refused by the browser. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' };

/**
 * Serves the reference, the page of error codes and the contract itself, in every version. A page that is still being
 * built says so and comes by itself when it is there.
 *
 * @param documents the bundled contracts
 * @param liveReload whether an open page loads itself again when it was built again
 */
export function mountDocs(app: Express, documents: { v1: unknown; v2: unknown }, { folder = PAGES, liveReload = false } = {}): void {
  app.get('/', (_request, response) => response.redirect(302, '/docs/reference'));
  for (const [path, document] of [['/docs/openapi.json', documents.v1], ['/docs/v2/openapi.json', documents.v2]] as const) {
    const octets = Buffer.from(JSON.stringify(document)); // Written once: anybody may ask for it, as often as they like.
    app.get(path, (_request, response) => void response.type('json').send(octets));
  }
  for (const [name, file] of PAGE_FILES) {
    const path = join(folder, file);
    app.get(`/docs/${name}`, async (_request, response) => {
      response.set(HEADERS).type('html');
      const built = await stat(path).catch(() => undefined);
      if (!built) {
        response.status(503).set('Retry-After', '2').send(WAITING);
        return;
      }
      response.set('ETag', `"${built.mtimeMs.toString(36)}-${built.size}"`);
      if (liveReload) response.send(withReload(await readFile(path, 'utf8')));
      else response.sendFile(path, { cacheControl: false, etag: false });
    });
  }
}

const WAITING = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>The reference is being built</title>
<style>:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; } body { display: grid; place-items: center; min-height: 90vh; }</style>
<p>The reference is being built. This page shows it in a few seconds.</p>
</html>
`;
