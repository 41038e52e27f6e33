import type { contract as v1, Operations } from '@plumbline/contract';
import type { contract as v2, Operations as OperationsV2 } from '@plumbline/contract/v2';
import type { Store } from '../../../src/store/store.ts';
import { newDelivery, newEvent, newExport, newJob, newWebhook } from './background-rows.ts';
import { keyOf, newProcessor, newResource, newUser, type Place } from './world.ts';
import type { OperationId, Version } from './versions.ts';

/** An operation, as far as its requests are concerned. */
export interface OperationTypes {
  parameters: { path?: unknown };
  requestBody?: unknown;
}

/** The ids that a path names and the body, as far as an operation has them. */
export type Named<Types extends OperationTypes> = Part<'path', Types['parameters']['path']> & Part<'body', JsonOf<Types['requestBody']>>;
type Part<Name extends 'path' | 'body', Value> = [NonNullable<Value>] extends [never] ? { [Key in Name]?: never } : { [Key in Name]: Value };
type JsonOf<Body> = [NonNullable<Body>] extends [{ content: { 'application/json': infer Json } }] ? ([NonNullable<Body>] extends [never] ? never : Json) : never;

/** Makes, in a place and its project, what an operation is to find there, and gives a request for it that is in order. */
type Row<Types extends OperationTypes> = (place: Place, store: Store) => Promise<Named<Types>>;
type Rows = { [Id in keyof typeof v1.operations]: Row<Operations[Id]> } & { [Id in keyof typeof v2.operations]: Row<OperationsV2[Id]> };

/** A row for each operation of each version: one without it does not compile. */
export const OPERATION_REQUESTS: Rows = {
  getCurrentUser: nothing,
  listUsers: nothing,
  createUser: async () => ({ body: { name: 'Made', email: `${crypto.randomUUID()}@example.com`, password: 'correct horse' } }),
  getUser: aUser,
  updateUser: async (place, store) => ({ ...(await aUser(place, store)), body: { name: 'Changed' } }),
  deleteUser: aUser,
  listProjects: nothing,
  createProject: async () => ({ body: { name: 'Made' } }),
  getProject: theProject,
  replaceProject: async (place) => ({ ...(await theProject(place)), body: { name: 'Replaced' } }),
  updateProject: async (place) => ({ ...(await theProject(place)), body: { name: 'Changed' } }),
  deleteProject: theProject,
  listResources: nothing,
  createResource: async ({ project }) => ({ body: { name: 'Made', type: 'queue', project_id: project } }),
  getResource: aResource,
  replaceResource: async (place, store) => ({ ...(await aResource(place, store)), body: { name: 'Replaced' } }),
  updateResource: async (place, store) => ({ ...(await aResource(place, store)), body: { name: 'Changed' } }),
  deleteResource: aResource,
  listKeys: nothing,
  createKey: async ({ project }) => ({ body: { name: 'Made', project_id: project } }),
  getKey: aKey,
  updateKey: async (place, store) => ({ ...(await aKey(place, store)), body: { name: 'Changed' } }),
  deleteKey: aKey,
  rotateKey: async (place, store) => ({ ...(await aKey(place, store)), body: { overlap_seconds: 60 } }),
  getSettings: nothing,
  updateSettings: async () => ({ body: { name: 'Changed' } }),
  listAudit: nothing,
  getUsage: nothing,
  listLogs: nothing,
  listWebhooks: nothing,
  createWebhook: async () => ({ body: { url: 'https://hooks.example.com/made' } }),
  getWebhook: aWebhook,
  updateWebhook: async (place) => ({ ...(await aWebhook(place)), body: { description: 'Changed' } }),
  deleteWebhook: aWebhook,
  rotateWebhookSecret: async (place) => ({ ...(await aWebhook(place)), body: { overlap_seconds: 60 } }),
  testWebhook: async (place) => ({ ...(await aWebhook(place)), body: { event: 'project.created' } }),
  recoverDeliveries: async (place) => ({ path: { webhook_id: (await aDelivery(place)).path.webhook_id }, body: { since: '2026-01-01T00:00:00.000Z' } }),
  listDeliveries: async ({ webhook }) => ({ path: { webhook_id: webhook } }),
  getDelivery: aDelivery,
  redeliverDelivery: aDelivery,
  listEvents: nothing,
  getEvent: async ({ db, scope, project }) => ({ path: { event_id: await newEvent(db, scope, project) } }),
  listJobs: nothing,
  createJob: async ({ project }) => ({ body: { kind: 'export', include: ['resources'], project_id: project } }),
  getJob: async (place, store) => ({ path: { job_id: (await aJob(place, store, 'queued')).job } }),
  cancelJob: async (place, store) => ({ path: { job_id: (await aJob(place, store, 'queued')).job } }),
  getJobResult: async ({ db, scope, project }) => ({ path: { job_id: await newExport(db, scope, project) } }),
  listTasks: nothing,
  getTask: async (place, store) => ({ path: { task_id: (await aJob(place, store, 'queued')).task } }),
  retryTask: async (place, store) => ({ path: { task_id: (await aJob(place, store, 'failed')).task } }),
  resetSandbox: nothing,
  getStatus: nothing,
};

/** A request that a place answers with a success, when it is sent with a key that may. */
export interface PreparedRequest {
  method: string;
  path: string;
  /** The ids that the path names. */
  ids: string[];
  json: object | undefined;
}

/** Prepares a place for an operation, and writes the request for it. */
export async function prepare({ contract }: Version, operationId: OperationId, place: Place, store: Store): Promise<PreparedRequest> {
  const row: (place: Place, store: Store) => Promise<{ path?: Record<string, string>; body?: object }> = OPERATION_REQUESTS[operationId];
  const { path: ids = {}, body } = await row(place, store);
  const { method, path } = contract.operations[operationId];
  const filled = Object.entries(ids).reduce<string>((text, [name, id]) => text.replace(`{${name}}`, id), path);
  return { method: method.toUpperCase(), path: contract.basePath + filled, ids: Object.values(ids), json: body };
}

async function nothing() {
  return {};
}

async function aUser({ scope }: Place, store: Store) {
  return { path: { user_id: await newUser(store, scope) } };
}

async function theProject({ project }: Place) {
  return { path: { project_id: project } };
}

async function aResource({ scope, project }: Place, store: Store) {
  return { path: { resource_id: await newResource(store, scope, project) } };
}

async function aWebhook({ db, scope }: Place) {
  return { path: { webhook_id: await newWebhook(db, scope) } };
}

async function aDelivery({ db, scope, project, webhook }: Place) {
  return { path: { webhook_id: webhook, delivery_id: await newDelivery(db, scope, webhook, await newEvent(db, scope, project)) } };
}

async function aJob({ db, scope, project }: Place, store: Store, status: 'queued' | 'failed') {
  return newJob(db, scope, { project_id: project, resource_id: await newProcessor(store, scope, project), status, task: status });
}

async function aKey(place: Place, store: Store) {
  return { path: { key_id: (await keyOf(store, place, place.project)).id } };
}
