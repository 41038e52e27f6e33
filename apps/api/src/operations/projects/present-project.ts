import type { ProjectRow } from '../../store/schema.ts';

/**
 * A project as callers see it. What this returns is compared with the contract where a handler returns it,
 * so that a change of the contract is reported in the handler.
 */
export function presentProject({ id, name, description, region, status, created_at, updated_at }: ProjectRow) {
  return {
    id,
    name,
    description,
    region,
    status,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
