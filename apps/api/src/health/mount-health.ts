import type { Express } from '@plumbline/server';
import type { Database } from '../store/database.ts';
import { isReady } from './is-ready.ts';

/**
 * `/livez`: the process answers. `/readyz`: it can serve, because its database answers; 503 with `Retry-After` else.
 * Both are outside of the contract, for those who run the server.
 */
export function mountHealth(app: Express, database: Pick<Database, 'ping'>): void {
  app.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const ready = await isReady(database);
    if (!ready) response.setHeader('Retry-After', '1');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'unavailable' });
  });
}
