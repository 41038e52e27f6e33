import { contract } from '@plumbline/contract';
import type { Tables } from '../src/store/schema.ts';
import { OPERATION_IDS, type OperationId } from './e2e/harness/versions.ts';

type Operations = typeof contract.operations;

/** An operation that lists rows, by the contract. */
export type ListOperationId = { [Id in OperationId]: Operations[Id]['list'] extends null ? never : Id }[OperationId];

export const LIST_OPERATION_IDS = OPERATION_IDS.filter((id): id is ListOperationId => contract.operations[id].list !== null);

/** The table that each of them lists. A new list without its table does not compile, and fails every test of lists. */
export const LISTED_TABLES = {
  listUsers: 'users',
  listProjects: 'projects',
  listResources: 'resources',
  listKeys: 'api_keys',
  listAudit: 'audit',
  listLogs: 'request_log',
  listWebhooks: 'webhooks',
  listDeliveries: 'deliveries',
  listEvents: 'events',
  listJobs: 'jobs',
  listTasks: 'tasks',
} as const satisfies Record<ListOperationId, keyof Tables>;

/** What a list is below, by its path: the column of its rows and the id in the path that have to be the same. */
export const LISTED_UNDER: { readonly [Id in ListOperationId]?: { parameter: string; id: string } } = {
  listDeliveries: { parameter: 'webhook_id', id: 'whk_0' },
};
