import type { Client } from '@plumbline/client';
import type { contract } from '@plumbline/contract';
import { newId } from '../../../src/store/ids.ts';
import { newDelivery, newEvent, newJob } from './background-rows.ts';
import { bending, writing } from './bent-fetch.ts';
import type { ErrorStage } from './error-stage.ts';
import type { OperationId, Version } from './versions.ts';

export type ErrorCode = keyof typeof contract.errors;

/** Calls an operation so that the server answers with an error. */
export interface Provocation {
  operation: OperationId;
  /** Gives the options of the client that is to be used, and what it does. */
  provoke(stage: ErrorStage, version: Version): Promise<[options: Parameters<ErrorStage['client']>[1], call: (client: Client) => Promise<unknown>]>;
}

type Ways = Awaited<ReturnType<Provocation['provoke']>>;

const row = (operation: OperationId, provoke: (stage: ErrorStage, version: Version) => Ways | Promise<Ways>): Provocation => ({ operation, provoke: async (stage, version) => provoke(stage, version) });
/** A call that goes wrong by itself. */
const calling = (operation: OperationId, call: (client: Client, stage: ErrorStage) => Promise<unknown>) => row(operation, (stage) => [{}, (client) => call(client, stage)]);
/** The first call there is, of a client that is not as it should be. */
const using = (options: (stage: ErrorStage, version: Version) => Ways[0] | Promise<Ways[0]>) => row('getSettings', async (stage, version) => [await options(stage, version), ({ settings }) => settings.get()]);

const USER = { name: 'Ada Lovelace', password: 'correct horse' };
const userNow = () => ({ ...USER, email: `${crypto.randomUUID()}@example.com` });
const HEAD = 'GET /v1/settings HTTP/1.1\r\nHost: api\r\n';
/** To an address below the operation's own: what the server refuses before it looks for one is no answer of an operation. */
const beside = (step: string) => bending((url, init) => [`${url}/${step}`, init]);

/** How each code of the catalogue comes about: one without a row does not compile. */
export const PROVOCATIONS: Record<ErrorCode, Provocation> = {
  malformed_request: using(() => ({ fetch: writing('GET /v1/settings HTTP/1.1\r\nno header\r\n\r\n') })),
  invalid_parameter: calling('listProjects', ({ projects }) => projects.list({ per_page: 0 })),
  malformed_json: row('createProject', () => [{ fetch: bending((url, init) => [url, { ...init, body: '{"name":' }]) }, ({ projects }) => projects.create({ name: 'x' })]),
  missing_credentials: using(() => ({ fetch: bending((url, init) => [url, { ...init, headers: {} }]) })),
  invalid_credentials: using(() => ({ apiKey: 'sk_live_nobodys' })),
  https_required: using(() => ({ state: 'secure' })),
  insufficient_scope: using(async ({ key }) => ({ apiKey: (await key({ scopes: [] })).key })),
  account_key_required: using(async ({ key, places }) => ({ apiKey: (await key({ projectId: places.live.project })).key })),
  address_not_allowed: using(async ({ key }) => ({ apiKey: (await key({ allowedAddresses: ['192.0.2.1'] })).key })),
  grant_exceeded: row('createKey', async ({ key }) => [{ apiKey: (await key({ scopes: ['keys:write'] })).key }, ({ keys }) => keys.create({ name: 'x', scopes: ['users:read'] })]),
  sandbox_only: calling('resetSandbox', ({ sandbox }) => sandbox.reset()),
  not_found: using(({ servers }) => ({ baseUrl: `${servers.usual.url}/v0` })),
  user_not_found: calling('getUser', ({ users }) => users.get(newId('usr'))),
  project_not_found: calling('getProject', ({ projects }) => projects.get(newId('prj'))),
  resource_not_found: calling('getResource', ({ resources }) => resources.get(newId('res'))),
  key_not_found: calling('rotateKey', ({ keys }) => keys.rotate(newId('key'))),
  webhook_not_found: calling('listDeliveries', ({ webhooks }) => webhooks.listDeliveries(newId('whk'))),
  delivery_not_found: calling('getDelivery', ({ webhooks }, { places }) => webhooks.getDelivery(places.live.webhook, newId('dlv'))),
  event_not_found: calling('getEvent', ({ events }) => events.get(newId('evt'))),
  job_not_found: calling('getJobResult', ({ jobs }) => jobs.getResult(newId('job'))),
  task_not_found: calling('getTask', ({ tasks }) => tasks.get(newId('tsk'))),
  method_not_allowed: using(() => ({ fetch: bending((url, init) => [url, { ...init, method: 'DELETE' }]) })),
  not_acceptable: using(() => ({ headers: { Accept: 'text/html' } })),
  request_timeout: using(() => ({ state: 'hasty', fetch: writing(HEAD) })),
  email_taken: calling('createUser', async ({ users }) => {
    const user = userNow();
    await users.create(user);
    await users.create(user);
  }),
  idempotency_in_progress: row('createUser', (stage) => [
    { state: 'held', pacing: false }, // It would wait for the first answer, which tells of limits.
    async ({ users }) => {
      const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      stage.gate = { reached: reached.resolve, opened: opened.promise };
      const [user, options] = [userNow(), { idempotencyKey: crypto.randomUUID() }];
      const first = users.create(user, options);
      await reached.promise;
      stage.gate = undefined;
      try {
        await users.create(user, options);
      } finally {
        opened.resolve();
        await first;
      }
    },
  ]),
  webhook_disabled: calling('redeliverDelivery', async ({ webhooks }, { places: { live } }) => {
    const delivery = await newDelivery(live.db, live.scope, live.webhook, await newEvent(live.db, live.scope, live.project));
    await webhooks.update(live.webhook, { status: 'disabled' });
    await webhooks.redeliverDelivery(live.webhook, delivery);
  }),
  job_finished: calling('cancelJob', async ({ jobs }, { places: { live } }) => jobs.cancel((await aJob(live, 'failed')).job)),
  job_not_finished: calling('getJobResult', async ({ jobs }, { places: { live } }) => jobs.getResult((await aJob(live, 'queued')).job)),
  task_not_failed: calling('retryTask', async ({ tasks }, { places: { live } }) => tasks.retry((await aJob(live, 'queued')).task)),
  precondition_failed: calling('updateProject', ({ projects }, { places }) => projects.update(places.live.project, { name: 'x' }, { ifMatch: '"stale"' })),
  content_too_large: calling('createProject', ({ projects }) => projects.create({ name: 'x'.repeat(2 ** 20) })),
  uri_too_long: using(() => ({ fetch: beside('x'.repeat(9000)) })),
  unsupported_media_type: calling('createProject', ({ projects }) => projects.create({ name: 'x' }, { headers: { 'Content-Type': 'text/plain' } })),
  expectation_failed: using(() => ({ fetch: writing(`${HEAD.replace('settings', 'nowhere')}Expect: a-miracle\r\nConnection: close\r\n\r\n`) })),
  validation_failed: calling('createProject', ({ projects }) => projects.create({ name: '' })),
  idempotency_key_reused: calling('createProject', async ({ projects }) => {
    const options = { idempotencyKey: crypto.randomUUID() };
    await projects.create({ name: 'one' }, options);
    await projects.create({ name: 'another' }, options);
  }),
  rate_limit_exceeded: row('getSettings', async ({ key, store }) => {
    const { key: apiKey, id } = await key();
    await store.keys.setLimit(id, 1);
    return [{ apiKey, state: 'limited', pacing: false }, async ({ settings }) => [await settings.get(), await settings.get()]];
  }),
  too_many_failed_attempts: using(() => ({ apiKey: 'sk_live_nobodys', state: 'refusing' })),
  headers_too_large: using(() => ({ headers: { 'X-Large': 'x'.repeat(17_000) }, fetch: beside('nowhere') })),
  internal_error: using(() => ({ state: 'broken' })),
  service_unavailable: using(() => ({ state: 'apart' })),
};

function aJob(place: ErrorStage['places']['live'], status: 'queued' | 'failed') {
  return newJob(place.db, place.scope, { project_id: place.project, resource_id: place.resource, status, task: status });
}
