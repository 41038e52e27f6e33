import express, { type Express } from 'express';
import type { Probe } from './probes.ts';

/** Express with one route and nothing else: what no server on Express can be cheaper than. */
export function bareApp(probe: Probe): Express {
  const app = express();
  addRoute(app, probe);
  return app;
}

/** The operation as Express's own documentation would write it. */
export function addRoute(app: Express, { id, route, method, status, answer }: Probe): void {
  if (method === 'GET') app.get(route, (_request, response) => void response.json(answer));
  else app.post(route, express.json(), (_request, response) => void response.status(status).location(`/v1/notes/${id}`).json(answer));
}
