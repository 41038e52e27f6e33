import { issueKey, type KeyGrant } from '../../../src/accounts/issue-key.ts';
import { SCOPES } from '../../../src/accounts/scopes.ts';
import { operatorEntry } from '../../../src/audit/audit-entry.ts';
import { completeConfig } from '../../../src/resources/complete-config.ts';
import type { Db, Environment, NewRequest, Scope } from '../../../src/store/schema.ts';
import { columnsOf } from '../../../src/store/scope.ts';
import { createStore, type Store } from '../../../src/store/store.ts';
import { newDelivery, newEvent, newJob, newWebhook } from './background-rows.ts';

/** One environment of an account, and what there is in it to be named. */
export interface Place {
  db: Db;
  scope: Scope;
  /** For whom keys are made. */
  user: string;
  project: string;
  otherProject: string;
  resource: string;
  key: string;
  auditEntry: string;
  /** A request about the project, which is in the log and in the usage. */
  request: string;
  webhook: string;
  /** An event about the project, and its delivery to the webhook. */
  event: string;
  delivery: string;
  /** A job of the project that is queued, and its task. */
  job: string;
  task: string;
}

/** An account with the same things in both of its environments. */
export type Places = Readonly<Record<Environment, Place>>;

/** Two accounts that have nothing to do with each other. */
export interface World {
  store: Store;
  own: Places;
  stranger: Places;
}

/** Makes two accounts that no other test knows. No id of one is an id of the other. */
export async function newWorld(db: Db): Promise<World> {
  const store = createStore(db);
  return { store, own: await newPlaces(db), stranger: await newPlaces(db) };
}

/** Makes an account with something of every kind in both environments. */
export async function newPlaces(db: Db): Promise<Places> {
  const store = createStore(db);
  const { id: accountId } = await store.accounts.insert({ name: 'Test', plan: 'free' });
  return {
    live: await furnish(db, store, { accountId, environment: 'live' }),
    sandbox: await furnish(db, store, { accountId, environment: 'sandbox' }),
  };
}

/** Makes a key of a place; it is for everything, in the whole account and for the place's user, unless it says otherwise. */
export async function issue(store: Store, { scope, user }: Pick<Place, 'scope' | 'user'>, grant: Partial<KeyGrant & { userId: string | null }> = {}): Promise<{ key: string; id: string }> {
  const { key, row } = await issueKey(store, scope, { name: 'Test', userId: user, scopes: SCOPES, ...grant });
  return { key, id: row.id };
}

/** Makes a user that makes no keys. */
export async function newUser(store: Store, scope: Scope): Promise<string> {
  const user = await store.users.insert(scope, { name: 'Test', email: `${crypto.randomUUID()}@example.com`, password_hash: 'none' });
  if (user === 'email_taken') throw new Error('The address is new.');
  return user.id;
}

/** Makes a project without anything in it. */
export async function newProject(store: Store, scope: Scope): Promise<string> {
  return (await store.projects.insert(scope, { name: 'Test', description: null, region: 'us-east' })).id;
}

/** Makes a processor of a project, which returns its inputs. */
export async function newProcessor(store: Store, scope: Scope, project_id: string): Promise<string> {
  const resource = await store.resources.insert(scope, { project_id, name: 'Test', type: 'processor', config: { ...completeConfig('processor', {}) } });
  if (resource === 'project_missing') throw new Error('The project is there.');
  return resource.id;
}

/** Makes a resource of a project. */
export async function newResource(store: Store, scope: Scope, project_id: string): Promise<string> {
  const resource = await store.resources.insert(scope, { project_id, name: 'Test', type: 'queue', config: { ...completeConfig('queue', {}) } });
  if (resource === 'project_missing') throw new Error('The project is there.');
  return resource.id;
}

async function furnish(db: Db, store: Store, scope: Scope): Promise<Place> {
  const user = await newUser(store, scope);
  await newUser(store, scope);
  const [project, otherProject] = [await newProject(store, scope), await newProject(store, scope)];
  const [resource, otherResource] = [await newResource(store, scope, project), await newResource(store, scope, otherProject)];
  const [{ id: key }, { id: otherKey }] = [await keyOf(store, { scope, user }, project), await keyOf(store, { scope, user }, otherProject)];
  await store.audit.append(scope, operatorEntry('user.created', user, null));
  const { id: auditEntry } = await store.audit.append(scope, operatorEntry('key.created', key, null));
  const request = aRequest(scope, key, project);
  await store.requestLog.add([request, aRequest(scope, otherKey, otherProject), aRequest(scope, key, null)]);
  const [webhook] = [await newWebhook(db, scope), await newWebhook(db, scope)];
  const [event, otherEvent] = [await newEvent(db, scope, project), await newEvent(db, scope, otherProject)];
  const [delivery] = [await newDelivery(db, scope, webhook, event), await newDelivery(db, scope, webhook, otherEvent)];
  const { job, task } = await newJob(db, scope, { project_id: project, resource_id: resource, status: 'queued', task: 'queued' });
  await newJob(db, scope, { project_id: otherProject, resource_id: otherResource, status: 'queued', task: 'queued' });
  return { db, scope, user, project, otherProject, resource, key, auditEntry, request: request.id, webhook, event, delivery, job, task };
}

/** A request that was made a moment ago, as it is kept. */
export function aRequest(scope: Scope, key_id: string, project_id: string | null): NewRequest {
  const rest = { operation: 'createProject', method: 'POST', path: '/v1/projects', status: 201, duration_ms: 12, created_at: new Date() } as const;
  return { ...columnsOf(scope), id: `req_${crypto.randomUUID()}`, key_id, project_id, ...rest };
}

/** Makes a key of a project that may nothing, so that every other key may have it. */
export function keyOf(store: Store, place: Pick<Place, 'scope' | 'user'>, projectId: string): Promise<{ key: string; id: string }> {
  return issue(store, place, { projectId, scopes: [] });
}
