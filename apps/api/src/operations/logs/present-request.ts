import type { RequestRow } from '../../store/schema.ts';

/** A request as callers see it in their log. */
export function presentRequest({ created_at, ...request }: RequestRow) {
  return { ...request, created_at: created_at.toISOString() };
}
