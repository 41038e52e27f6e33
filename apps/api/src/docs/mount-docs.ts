import { resolve } from 'node:path';
import type { Express } from '@plumbline/server';
import type { RequestHandler } from 'express';
import { followPart } from './built-part.ts';
import { serveReference } from './serve-reference.ts';
import type { Fill } from './send-filled.ts';
import { serveSite } from './serve-site.ts';

/** Where `apps/docs` puts what it builds. */
export const PAGES = resolve(import.meta.dirname, '../../../docs/dist');

/** What is made of the contract beside the site, and where it is served. */
const REFERENCE = [
  ['reference', 'reference.html'],
  ['v2/reference', 'reference-v2.html'],
  ['openapi.yaml', 'openapi.yaml'],
  ['v2/openapi.yaml', 'openapi-v2.yaml'],
] as const;

interface Options {
  folder?: string;
  /** Whether an open page of the reference loads itself again when it was built again. */
  liveReload?: boolean;
  /** Where Astro serves the site, in development; callers are led there. Without it, the site that was built is served. */
  devUrl?: string | undefined;
  /** Fills the status page; without it, the page says where the status is. */
  fillStatus?: Fill;
}

/**
 * Serves the documentation below `/docs`: the site, the reference and the contract itself in every version. A page that is
 * still being built says so and comes by itself when it is there.
 *
 * @param documents the bundled contracts
 */
export function mountDocs(app: Express, documents: { v1: unknown; v2: unknown }, { folder = PAGES, liveReload = false, devUrl, fillStatus = async (page) => page }: Options = {}): void {
  app.get('/', (_request, response) => response.redirect(302, '/docs/'));
  for (const [path, document] of [['/docs/openapi.json', documents.v1], ['/docs/v2/openapi.json', documents.v2]] as const) {
    const octets = Buffer.from(JSON.stringify(document)); // Written once: anybody may ask for it, as often as they like.
    app.get(path, (_request, response) => void response.type('json').send(octets));
  }
  const reference = followPart(folder, 'reference');
  for (const [name, file] of REFERENCE) app.get(`/docs/${name}`, serveReference(reference, file, liveReload));

  app.get('/llms.txt', (request, _response, next) => {
    request.url = '/docs/llms.txt';
    next();
  });
  // Led there rather than shown from there: this server restarts with every save, which an open page must not notice.
  const site: RequestHandler = devUrl === undefined ? serveSite(folder, '/docs', fillStatus) : (request, response) => response.redirect(307, devUrl + request.url);
  app.get(['/docs', '/docs/{*path}'], site);
}
