import type { RequestRow } from '../../store/schema.ts';

/** A line of the log as callers see it. */
export function presentRequest({ created_at, message, ...line }: RequestRow) {
  const { source, method, path, status } = line;
  return { ...line, message: source === 'request' ? `${method} ${path} ${status}` : message, created_at: created_at.toISOString() };
}
