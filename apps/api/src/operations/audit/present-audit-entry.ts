import type { AuditRow } from '../../store/schema.ts';

/** An entry of the audit log as callers see it. */
export function presentAuditEntry({ created_at, ...entry }: AuditRow) {
  return { ...entry, created_at: created_at.toISOString() };
}
