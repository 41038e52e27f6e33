import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { readConfig } from '../src/config.ts';
import { openDriver, SQL } from './bare-queries.ts';

// A bare Express 5, with what its documentation would have one write: the measure that the API is held against. It
// looks the key up and compares its hash, as the API does, sends the same queries through the same driver, and answers
// the same. It checks no scope and no value, counts nothing, logs nothing, notes no use, and knows no error but 401 and 404.

interface Key {
  account_id: string;
  environment: string;
  hash: Uint8Array;
  revoked_at: Date | null;
}

const ask = await openDriver(readConfig());
const app = express();

app.use((request, response, next) => {
  identify(request).then((found) => {
    response.locals['scope'] = found;
    if (found) next();
    else response.status(401).json({ error: 'unauthorized' });
  }, next);
});

app.get('/v1/projects/:project_id', async ({ params }, response) => {
  const [project] = await ask(SQL.get, [...scope(response), params.project_id]);
  if (project) response.json(project);
  else response.status(404).json({ error: 'not found' });
});

app.get('/v1/projects', async ({ query }, response) => {
  const page = Number(query['page']);
  const per_page = Number(query['per_page']);
  const data = await ask(SQL.list, [...scope(response), per_page, (page - 1) * per_page]);
  const [{ total } = { total: 0 }] = await ask<{ total: number }>(SQL.count, scope(response));
  const total_pages = Math.ceil(total / per_page);
  response.json({ data, meta: { page, per_page, total_items: total, total_pages, has_next: page < total_pages, has_previous: page > 1 } });
});

app.get('/v2/projects', async ({ query }, response) => {
  const per_page = Number(query['per_page']);
  const found = await ask<{ id: string }>(SQL.list, [...scope(response), per_page + 1, 0]);
  const data = found.slice(0, per_page);
  const has_next = found.length > per_page;
  response.json({ data, meta: { per_page, has_next, next_cursor: has_next ? (data.at(-1)?.id ?? null) : null } });
});

app.post('/v1/projects', express.json(), async ({ body }, response) => {
  const { name, description, region } = body as Record<string, string>; // Believed, as the name says.
  const [project] = await ask<{ id: string }>(SQL.create, [...scope(response), `prj_${randomBytes(16).toString('base64url')}`, name, description, region]);
  response.status(201).location(`/v1/projects/${project?.id}`).json(project);
});

async function identify(request: Request): Promise<string[] | undefined> {
  const token = (request.get('authorization') ?? '').slice('Bearer '.length);
  const [key] = await ask<Key>(SQL.key, [token.slice('sk_live_'.length, 'sk_live_'.length + 12)]);
  if (!key || key.revoked_at || !timingSafeEqual(key.hash, createHash('sha256').update(token).digest())) return undefined;
  return [key.account_id, key.environment];
}

function scope({ locals }: Response): string[] {
  return locals['scope'] as string[]; // The first step sets it.
}

app.listen(0, '127.0.0.1');
process.on('disconnect', () => process.exit());
