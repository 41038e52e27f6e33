import { contract } from '@plumbline/contract';
import { auditEntry } from '../../audit/audit-entry.ts';
import { exampleBody } from '../../events/example-body.ts';
import type { EventName } from '../../events/event-payload.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { findEnabled } from './find-enabled.ts';
import { presentDelivery } from './present-delivery.ts';
import { presentWebhook } from './present-webhook.ts';

export const testWebhook = ({ transact }: Deps): ApiHandlers['testWebhook'] =>
  async ({ params, body, fail, ...call }) => {
    const { principal, basePath } = call;

    return transact(async (store) => {
      const webhook = presentWebhook(await findEnabled(store, principal, params.webhook_id, fail));
      const event = body?.event ?? firstOf(webhook.events);
      const at = new Date();

      const delivery = await store.deliveries.insertTest(principal, webhook.id, { event, body: exampleBody(event, at), at });
      if (delivery === 'webhook_missing') throw fail('webhook_not_found');

      await store.audit.append(principal, auditEntry(call, 'webhook.tested', webhook.id, { event }));
      return {
        status: 202,
        headers: { Location: `${basePath}/webhooks/${webhook.id}/deliveries/${delivery.id}` },
        body: presentDelivery(delivery),
      };
    });
  };

/** The first event that a webhook asks for. */
function firstOf([first]: readonly (EventName | '*')[]): EventName {
  return first === undefined || first === '*' ? contract.events[0] : first;
}
