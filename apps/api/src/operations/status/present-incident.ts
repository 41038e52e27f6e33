import type { IncidentRow } from '../../store/schema.ts';

/** An incident as everybody sees it. */
export function presentIncident({ id, title, impact, status, components, started_at, resolved_at, updates }: IncidentRow) {
  return {
    id,
    title,
    impact,
    status,
    components,
    started_at: started_at.toISOString(),
    resolved_at: resolved_at?.toISOString() ?? null,
    updates: updates.toReversed().map(({ status: step, message, created_at }) => ({ status: step, message, created_at: created_at.toISOString() })),
  };
}
