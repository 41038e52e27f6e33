import type { components } from '@plumbline/contract';
import type { TaskRow } from '../../store/schema.ts';

/** A task as callers see it. */
export function presentTask({ created_at, updated_at, started_at, finished_at, ...task }: TaskRow): components['schemas']['Task'] {
  return {
    ...task,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
    started_at: started_at?.toISOString() ?? null,
    finished_at: finished_at?.toISOString() ?? null,
  };
}
