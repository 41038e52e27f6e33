import type { components } from '@plumbline/contract';
import type { ListRequest, Position } from '@plumbline/server';
import { presentAuditEntry } from '../../operations/audit/present-audit-entry.ts';
import { presentEvent } from '../../operations/events/present-event.ts';
import { presentKey } from '../../operations/keys/present-key.ts';
import { presentProject } from '../../operations/projects/present-project.ts';
import { presentResource } from '../../operations/resources/present-resource.ts';
import { presentUser } from '../../operations/users/present-user.ts';
import { presentWebhook } from '../../operations/webhooks/present-webhook.ts';
import type { ListedRows } from '../../store/list-rows.ts';
import type { Db, Scope } from '../../store/schema.ts';
import { createStore } from '../../store/store.ts';

type Schemas = components['schemas'];
/** What can be exported, by the name that the contract has for it. */
export type ExportedName = Schemas['ExportedObject'];

/** One kind of what is exported. */
export interface Exported {
  /** What stands beside each of them, to say what it is. */
  object: string;
  /** What a key needs to read them. */
  scope: Schemas['ScopeName'];
  /** Whether they belong to projects; what does not is no part of an export of one. */
  isOfProjects: boolean;
  /** The names of what they hold, in order. */
  columns: readonly string[];
  /** So many behind a position, oldest first, as the API shows them. */
  read(db: Db, scope: Scope, most: number, after: Position | undefined): Promise<{ objects: Readonly<Record<string, unknown>>[]; next?: Position }>;
}

interface Source<Row, Shown> extends Pick<Exported, 'object' | 'scope' | 'isOfProjects'> {
  list(db: Db, scope: Scope, list: ListRequest): Promise<ListedRows<Row>>;
  present(row: Row): Shown;
  /** Each property of what is shown, so that one that the contract gains does not compile until it stands here. */
  columns: Record<keyof Shown & string, true>;
}

const TIMES = { created_at: true, updated_at: true } as const;
const project_id = true;

/** Everything that can be exported, in the order in which it stands in an export. */
export const EXPORTED: Readonly<Record<ExportedName, Exported>> = {
  users: exported({
    object: 'user',
    scope: 'users:read',
    isOfProjects: false,
    list: (db, scope, list) => createStore(db).users.list(scope, list),
    present: presentUser,
    columns: { id: true, name: true, email: true, ...TIMES },
  }),
  projects: exported({
    object: 'project',
    scope: 'projects:read',
    isOfProjects: true,
    list: (db, scope, list) => createStore(db).projects.list(scope, list),
    present: presentProject,
    columns: { id: true, name: true, description: true, region: true, status: true, ...TIMES },
  }),
  resources: exported({
    object: 'resource',
    scope: 'resources:read',
    isOfProjects: true,
    list: (db, scope, list) => createStore(db).resources.list(scope, list),
    present: presentResource,
    columns: { id: true, project_id, name: true, type: true, status: true, config: true, ...TIMES },
  }),
  keys: exported({
    object: 'key',
    scope: 'keys:read',
    isOfProjects: true,
    list: (db, scope, list) => createStore(db).keys.list(scope, list),
    present: presentKey,
    columns: { id: true, name: true, prefix: true, environment: true, project_id, scopes: true, allowed_addresses: true, expires_at: true, last_used_at: true, user_id: true, ...TIMES },
  }),
  webhooks: exported({
    object: 'webhook',
    scope: 'webhooks:read',
    isOfProjects: false,
    list: (db, scope, list) => createStore(db).webhooks.list(scope, list),
    present: presentWebhook,
    columns: { id: true, url: true, description: true, events: true, status: true, disabled_reason: true, previous_secret_expires_at: true, ...TIMES },
  }),
  events: exported({
    object: 'event',
    scope: 'events:read',
    isOfProjects: true,
    list: (db, scope, list) => createStore(db).events.list(scope, list),
    present: presentEvent,
    columns: { id: true, event: true, project_id, data: true, created_at: true },
  }),
  audit: exported({
    object: 'audit_entry',
    scope: 'audit:read',
    isOfProjects: false,
    list: (db, scope, list) => createStore(db).audit.list(scope, list),
    present: presentAuditEntry,
    columns: { id: true, action: true, actor_type: true, actor_id: true, user_id: true, target_type: true, target_id: true, changes: true, request_id: true, address: true, created_at: true },
  }),
};

export const EXPORTED_NAMES = Object.keys(EXPORTED) as ExportedName[]; // Its type says that it has these and no others.

/** What of this belongs to projects. */
export function inProjects(names: readonly ExportedName[]): ExportedName[] {
  return names.filter((name) => EXPORTED[name].isOfProjects);
}

/** What a key with these scopes needs besides, to read all of this. */
export function missingScopes(scopes: readonly string[], names: readonly ExportedName[]): string[] {
  return names.map((name) => EXPORTED[name].scope).filter((scope) => !scopes.includes(scope));
}

function exported<Row, Shown extends object>({ list, present, columns, ...rest }: Source<Row, Shown>): Exported {
  return {
    ...rest,
    columns: Object.keys(columns),
    async read(db, scope, perPage, after) {
      const request: ListRequest = { filters: [], sort: { field: 'created_at', descending: false }, window: { kind: 'cursor', perPage, after } };
      const { rows, next } = await list(db, scope, request);
      return { objects: rows.map((row) => present(row) as Record<string, unknown>), ...(next && { next }) }; // Plain objects, all of them.
    },
  };
}
