import type { EventRow } from '../../store/schema.ts';

/** An event as callers see it: what webhooks are sent, and what it has besides. */
export function presentEvent({ id, event, project_id, body }: EventRow) {
  const { timestamp, data } = JSON.parse(body) as { timestamp: string; data: object }; // As `eventBody` has written it.
  return { id, event, timestamp, project_id, data };
}
