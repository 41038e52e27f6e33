import type { Request, RequestHandler, Response } from 'express';
import { sayBeingBuilt } from './being-built.ts';
import { followPart, type BuiltPart } from './built-part.ts';
import { sitePolicy, tryPolicy } from './policies.ts';
import { sendFile } from './send-file.ts';
import { sendFilled, type Fill } from './send-filled.ts';

/** The page that Scalar writes. */
const TRY = 'try/index.html';

/** The page that is filled when it is asked for, as HTML and as Markdown. */
const STATUS = new Set(['status/index.html', 'status.md']);

/**
 * Serves the built site below `base`. A page is HTML or, for whoever prefers `text/markdown` (RFC 9110, 12.5.1), its Markdown
 * twin, which also has an address of its own: `/docs/guides/jobs.md`.
 *
 * @param docs where `apps/docs` puts what it has built
 * @param base without a slash at the end: `/docs`
 * @param fillStatus fills the status page
 */
export function serveSite(docs: string, base: string, fillStatus: Fill): RequestHandler {
  const current = followPart(docs, 'site');
  const send = (request: Request, response: Response, site: BuiltPart, file: string, vary: readonly string[]) =>
    STATUS.has(file) ? sendFilled(response, site, file, fillStatus, vary) : sendFile(request, response, site, file, vary);

  return async (request, response, next) => {
    const site = await current();
    if (!site) return sayBeingBuilt(response);

    const asked = decoded(request.path.slice(base.length + 1));
    const page = asked.replace(/\/$/, '');
    const html = page === '' ? 'index.html' : `${page}/index.html`;
    const isPage = request.path.endsWith('/') && site.files.has(html);
    if (!isPage && site.files.has(html)) {
      const [, query] = request.originalUrl.split('?', 2);
      return response.redirect(301, encodeURI(`${base}/${page}`) + (page === '' ? '' : '/') + (query === undefined ? '' : `?${query}`));
    }

    const markdown = page === '' ? 'index.md' : `${page}.md`;
    if (isPage && site.files.has(markdown) && request.accepts(['text/html', 'text/markdown']) === 'text/markdown') {
      return send(request, response, site, markdown, ['Accept']);
    }

    const file = isPage ? html : asked;
    response.set('Content-Security-Policy', file === TRY ? tryPolicy(site.told) : sitePolicy(site.told));
    if (site.files.has(file)) return send(request, response, site, file, isPage ? ['Accept'] : []);
    if (request.accepts(['json', 'html']) !== 'html' || !site.files.has('404.html')) {
      response.removeHeader('Content-Security-Policy');
      return next();
    }
    return sendFile(request, response.status(404), site, '404.html', ['Accept']);
  };
}

/** A path whose percent-encoding is broken names no file. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
