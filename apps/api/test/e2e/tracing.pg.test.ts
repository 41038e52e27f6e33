import { resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createStore } from '../../src/store/store.ts';
import { runModule, runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { startCollector } from '../otlp-collector.ts';
import { startReceiver } from '../receiver.ts';
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

it('keeps one trace from a caller over its request in one process to delivery, job and task in another', async () => {
  const { env, key } = await platform();
  await using collector = await startCollector();
  const receiver = await startReceiver();
  const given = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_SERVICE_NAME: 'ours', WEBHOOK_ALLOW_LOOPBACK: 'true' };
  const [api, worker] = [runServer({ ...given, ROLE: 'api' }), runServer({ ...given, ROLE: 'worker' })];
  const url = await urlOf(api);
  const post = async (path: string, json: object, headers = {}) => (await sendTo(url, 'POST', path, { key, headers, json })).json;

  const { id: webhook } = await post('/v1/webhooks', { url: receiver.url(), events: ['project.created', 'job.succeeded'] });
  const headers = { traceparent: `00-${TRACE}-${SPAN}-01` };
  const { id: project_id } = await post('/v1/projects', { name: 'traced' }, headers);
  const { id: resource_id } = await post('/v1/resources', { type: 'processor', project_id, name: 'echo' });
  await post('/v1/jobs', { kind: 'run', resource_id, inputs: [1] }, headers);
  await expect.poll(() => receiver.received, { timeout: 20_000 }).toHaveLength(2);
  await Promise.all([api.kill('SIGTERM'), worker.kill('SIGTERM')]);

  // The account has another webhook for everything, which is not there.
  const spans = collector.spans.filter(({ traceId, attributes }) => traceId === TRACE && (attributes['plumbline.webhook_id'] ?? webhook) === webhook);
  const parents = spans.map(({ name, parentId, attributes }) => {
    const parent = spans.find(({ spanId }) => spanId === parentId)?.name ?? parentId;
    return [`${attributes['plumbline.role']}: ${name}`, parent, attributes['http.response.status_code']];
  });
  expect(parents.toSorted()).toEqual([
    ['api: createJob', SPAN, 202],
    ['api: createProject', SPAN, 201],
    ['worker: deliver job.succeeded', 'job run', 204],
    ['worker: deliver project.created', 'createProject', 204],
    ['worker: job run', 'createJob', undefined],
    ['worker: task', 'job run', undefined],
  ]);
  expect(spans[0]?.attributes).toMatchObject({ 'service.name': 'ours' });
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
