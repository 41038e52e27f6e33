import type { EventName } from '../../events/event-payload.ts';
import type { TriedDelivery } from '../../store/deliveries.ts';

/** A delivery as callers see it, with its newest attempts. */
export function presentDelivery({ id, webhook_id, event_id, event, status, tried, ...times }: TriedDelivery) {
  return {
    id,
    webhook_id,
    event_id,
    event: event as EventName, // Text in the table; only names that the contract has get there.
    status,
    next_attempt_at: times.next_attempt_at?.toISOString() ?? null,
    attempts: tried.map(({ number, started_at, duration_ms, status: answered, error, response_excerpt }) => ({
      number,
      started_at: started_at.toISOString(),
      duration_ms,
      status: answered,
      error,
      response_excerpt,
    })),
    created_at: times.created_at.toISOString(),
    updated_at: times.updated_at.toISOString(),
  };
}
