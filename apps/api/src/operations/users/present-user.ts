import type { UserRow } from '../../store/schema.ts';

/** A user as callers see it; compared with the contract where a handler returns it. */
export function presentUser({ id, name, email, created_at, updated_at }: UserRow) {
  return { id, name, email, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}
