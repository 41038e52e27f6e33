import type { ProjectRow, ResourceRow, UserRow } from '../store/schema.ts';

/** The contract's example objects, with timestamps as text, as they stand in JSON. */
export interface Examples {
  users: readonly InJson<UserRow>[];
  projects: readonly InJson<ProjectRow>[];
  resources: readonly InJson<ResourceRow>[];
}

type InJson<Row> = { readonly [Column in keyof Row]: Row[Column] extends Date ? string : Row[Column] };

/** A user's row from its example, without what the contract has beyond the columns. */
export function userRow({ id, name, email, ...times }: InJson<UserRow>): UserRow {
  return { id, name, email, ...momentsOf(times) };
}

/** A project's row from its example, without what the contract has beyond the columns. */
export function projectRow({ id, name, description, region, status, ...times }: InJson<ProjectRow>): ProjectRow {
  return { id, name, description, region, status, ...momentsOf(times) };
}

/** A resource's row from its example, without what the contract has beyond the columns. */
export function resourceRow({ id, project_id, name, type, status, config, ...times }: InJson<ResourceRow>): ResourceRow {
  return { id, project_id, name, type, status, config, ...momentsOf(times) };
}

function momentsOf({ created_at, updated_at }: { created_at: string; updated_at: string }) {
  return { created_at: new Date(created_at), updated_at: new Date(updated_at) };
}
