import type { contract, Operations } from '@plumbline/contract';
import type { Handlers, HandlersOrStubs } from '@plumbline/server';
import type { Caller } from '../accounts/caller.ts';
import type { MakeWebhookSecret } from '../secrets/webhook-secret.ts';
import type { Examples } from '../seed/examples.ts';
import type { Store } from '../store/store.ts';
import type { Writing } from '../store/writing.ts';
import { listAudit } from './audit/listAudit.ts';
import { getEvent } from './events/getEvent.ts';
import { listEvents } from './events/listEvents.ts';
import { cancelJob } from './jobs/cancelJob.ts';
import { createJob } from './jobs/createJob.ts';
import { getJob } from './jobs/getJob.ts';
import { getJobResult } from './jobs/getJobResult.ts';
import { listJobs } from './jobs/listJobs.ts';
import { createKey } from './keys/createKey.ts';
import { deleteKey } from './keys/deleteKey.ts';
import { getKey } from './keys/getKey.ts';
import { listKeys } from './keys/listKeys.ts';
import { rotateKey } from './keys/rotateKey.ts';
import { updateKey } from './keys/updateKey.ts';
import { listLogs } from './logs/listLogs.ts';
import { createProject } from './projects/createProject.ts';
import { deleteProject } from './projects/deleteProject.ts';
import { getProject } from './projects/getProject.ts';
import { listProjects } from './projects/listProjects.ts';
import { replaceProject } from './projects/replaceProject.ts';
import { updateProject } from './projects/updateProject.ts';
import { createResource } from './resources/createResource.ts';
import { deleteResource } from './resources/deleteResource.ts';
import { getResource } from './resources/getResource.ts';
import { listResources } from './resources/listResources.ts';
import { replaceResource } from './resources/replaceResource.ts';
import { updateResource } from './resources/updateResource.ts';
import { resetSandbox } from './sandbox/resetSandbox.ts';
import { getSettings } from './settings/getSettings.ts';
import { updateSettings } from './settings/updateSettings.ts';
import { getStatus } from './status/getStatus.ts';
import { getTask } from './tasks/getTask.ts';
import { listTasks } from './tasks/listTasks.ts';
import { retryTask } from './tasks/retryTask.ts';
import { getUsage } from './usage/getUsage.ts';
import { createUser } from './users/createUser.ts';
import { deleteUser } from './users/deleteUser.ts';
import { getCurrentUser } from './users/getCurrentUser.ts';
import { getUser } from './users/getUser.ts';
import { listUsers } from './users/listUsers.ts';
import { updateUser } from './users/updateUser.ts';
import { createWebhook } from './webhooks/createWebhook.ts';
import { deleteWebhook } from './webhooks/deleteWebhook.ts';
import { getDelivery } from './webhooks/getDelivery.ts';
import { getWebhook } from './webhooks/getWebhook.ts';
import { listDeliveries } from './webhooks/listDeliveries.ts';
import { listWebhooks } from './webhooks/listWebhooks.ts';
import { recoverDeliveries } from './webhooks/recoverDeliveries.ts';
import { redeliverDelivery } from './webhooks/redeliverDelivery.ts';
import { rotateWebhookSecret } from './webhooks/rotateWebhookSecret.ts';
import { testWebhook } from './webhooks/testWebhook.ts';
import { updateWebhook } from './webhooks/updateWebhook.ts';

/** A handler for every operation of the contract. */
export type ApiHandlers = Handlers<typeof contract.operations, Operations, Caller>;

/** The same, where `stub` can stand for a handler that is not written yet. */
export type ApiHandlersOrStubs = HandlersOrStubs<typeof contract.operations, Operations, Caller>;

/** What handlers work with; each takes only what it uses. */
export interface Deps extends Writing {
  /** What reads go to, and writes of operations that keep no answers. It refuses while a transaction is open. */
  store: Store;
  /** What a sandbox holds when it was put back. */
  examples: Examples;
  makeWebhookSecret: MakeWebhookSecret;
  /** What is wrong with a URL that is to be called, by its text alone, in one sentence; undefined when it may be tried. */
  urlFault(url: string): string | undefined;
}

/** Gives every handler what it works with. */
export function createHandlers(deps: Deps): ApiHandlersOrStubs {
  return {
    getCurrentUser: getCurrentUser(deps),
    listUsers: listUsers(deps),
    createUser: createUser(deps),
    getUser: getUser(deps),
    updateUser: updateUser(deps),
    deleteUser: deleteUser(deps),
    listProjects: listProjects(deps),
    createProject: createProject(deps),
    getProject: getProject(deps),
    replaceProject: replaceProject(deps),
    updateProject: updateProject(deps),
    deleteProject: deleteProject(deps),
    listResources: listResources(deps),
    createResource: createResource(deps),
    getResource: getResource(deps),
    replaceResource: replaceResource(deps),
    updateResource: updateResource(deps),
    deleteResource: deleteResource(deps),
    listKeys: listKeys(deps),
    createKey: createKey(deps),
    getKey: getKey(deps),
    updateKey: updateKey(deps),
    deleteKey: deleteKey(deps),
    rotateKey: rotateKey(deps),
    getSettings: getSettings(deps),
    updateSettings: updateSettings(deps),
    listAudit: listAudit(deps),
    getUsage: getUsage(deps),
    listLogs: listLogs(deps),
    listWebhooks: listWebhooks(deps),
    createWebhook: createWebhook(deps),
    getWebhook: getWebhook(deps),
    updateWebhook: updateWebhook(deps),
    deleteWebhook: deleteWebhook(deps),
    rotateWebhookSecret: rotateWebhookSecret(deps),
    testWebhook: testWebhook(deps),
    recoverDeliveries: recoverDeliveries(deps),
    listDeliveries: listDeliveries(deps),
    getDelivery: getDelivery(deps),
    redeliverDelivery: redeliverDelivery(deps),
    listEvents: listEvents(deps),
    getEvent: getEvent(deps),
    listJobs: listJobs(deps),
    createJob: createJob(deps),
    getJob: getJob(deps),
    cancelJob: cancelJob(deps),
    getJobResult: getJobResult(deps),
    listTasks: listTasks(deps),
    getTask: getTask(deps),
    retryTask: retryTask(deps),
    resetSandbox: resetSandbox(deps),
    getStatus: getStatus(deps),
  };
}
