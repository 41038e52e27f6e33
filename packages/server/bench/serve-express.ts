import express, { type Express } from 'express';
import { PROBES } from './probes.ts';

/** Express and a route for each operation that is measured, nothing else: what no server on Express can be cheaper than. */
export function bareApp(): Express {
  const app = express();
  addRoutes(app);
  return app;
}

/** The measured operations as Express's own documentation would write them. */
export function addRoutes(app: Express): void {
  for (const { method, route, status, answer, location } of PROBES) {
    if (method === 'GET') app.get(route, (_request, response) => void response.json(answer));
    else app.post(route, express.json(), (_request, response) => void response.status(status).location(location ?? '').json(answer));
  }
}
