import { resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { runModule, runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { startReceiver } from '../otlp-receiver.ts';
import { sendTo } from './harness/send.ts';
import { issue, newPlaces } from './harness/world.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

/** A PostgreSQL with an account in it, and what a process needs to use it. */
async function platform(): Promise<{ env: Record<string, string>; key: string }> {
  const { url, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATA_DIR: testFolder(), DATABASE_URL: url };
  const database = await openDatabase({ dataDir: env.DATA_DIR, databaseUrl: url });
  onTestFinished(database.close);
  const { sandbox } = await newPlaces(database.db);
  return { env, key: (await issue(createStore(database.db), sandbox)).key };
}

it('keeps one trace from the caller over the requests that it makes', async () => {
  const { env, key } = await platform();
  await using receiver = await startReceiver();
  const server = runServer({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_SERVICE_NAME: 'ours' });
  const headers = { traceparent: `00-${TRACE}-${SPAN}-01` };
  const url = await urlOf(server);

  const created = await sendTo(url, 'POST', '/v1/projects', { key, headers, json: { name: 'traced' } });
  expect(created.status).toBe(201);
  expect((await sendTo(url, 'GET', '/v2/projects/prj_none', { key, headers })).status).toBe(404);
  await server.kill('SIGTERM');

  const [first, second] = receiver.spans.filter(({ traceId, kind }) => traceId === TRACE && kind === 2);
  expect(first).toMatchObject({ name: 'createProject', parentId: SPAN, attributes: { 'service.name': 'ours', 'http.route': '/v1/projects', 'http.response.status_code': 201 } });
  expect(second).toMatchObject({ name: 'getProject', parentId: SPAN, attributes: { 'http.route': '/v2/projects/{project_id}', 'http.response.status_code': 404 } });
});

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
/** Starts the server and prints what it loads of OpenTelemetry. */
const WATCHED = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const [, name] = /@opentelemetry.([a-z-]+)/.exec(found.url) ?? [];
      if (name) console.log('loads', name);
      return found;
    },
  });
  await import(${JSON.stringify(MAIN)});`;

it('loads nothing of OpenTelemetry but its interface without a collector', async () => {
  const { env } = await platform();
  const server = runModule(WATCHED, { ...env, ROLE: 'all', PORT: '0', METRICS_PORT: '0', BUILD_DOCS: 'false' });
  await urlOf(server);

  const loaded = server.output().split('\n').flatMap((line) => (line.startsWith('loads ') ? [line.slice('loads '.length)] : []));
  expect([...new Set(loaded)]).toEqual(['api']);
});
