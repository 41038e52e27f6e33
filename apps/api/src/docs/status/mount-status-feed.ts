import type { Express } from '@plumbline/server';
import { statusFeed } from './status-feed.ts';
import type { Status } from './words.ts';

/**
 * Serves the incidents as an Atom feed. When they cannot be had, the error goes on to whoever answers errors.
 *
 * @param docUrl the page of an error code, on whose origin the status page is
 */
export function mountStatusFeed(app: Express, read: () => Promise<Status>, docUrl: (code: string) => string): void {
  app.get('/docs/status.xml', async (_request, response) => {
    const page = new URL('/docs/status/', docUrl('internal_error')).href;
    response.set({ 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' });
    response.type('application/atom+xml; charset=utf-8').send(statusFeed(await read(), { page }));
  });
}
