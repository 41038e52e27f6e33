import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { inSpan } from '../telemetry/in-span.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { Attempt } from './settle-attempts.ts';

type Delivery = Pick<ClaimedDelivery, 'id' | 'webhook_id' | 'event_id' | 'event' | 'attempts' | 'traceparent'>;

/** Makes an attempt within a span, in the trace in which its event came about. The URL is not told, since it may hold a secret. */
export function attemptSpan(delivery: Delivery, attempt: () => Promise<Attempt | undefined>): Promise<Attempt | undefined> {
  const { id, webhook_id, event_id, event, attempts, traceparent: parent } = delivery;
  const attributes = { 'plumbline.delivery_id': id, 'plumbline.webhook_id': webhook_id, 'plumbline.event_id': event_id, 'plumbline.attempt': attempts + 1 };

  return inSpan(`deliver ${event}`, { parent, kind: SpanKind.CLIENT, attributes }, async (span) => {
    const made = await attempt();
    if (!made) return undefined;
    const { outcome, status } = made.verdict;
    span.setAttribute('plumbline.outcome', outcome);
    if (status !== null) span.setAttribute('http.response.status_code', status);
    if (outcome !== 'succeeded') span.setStatus({ code: SpanStatusCode.ERROR });
    return made;
  });
}
