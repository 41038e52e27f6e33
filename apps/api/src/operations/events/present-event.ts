import type { EventName } from '../../events/event-payload.ts';
import type { EventRow } from '../../store/schema.ts';

/** An event as callers see it: what its deliveries send, and what it is about. */
export function presentEvent({ id, event, project_id, body, created_at }: EventRow) {
  const { data } = JSON.parse(body) as { data: Record<string, unknown> }; // It was written by `eventBody`.

  return { id, event: event as EventName, project_id, data, created_at: created_at.toISOString() };
}
