import { auditEntry } from '../../audit/audit-entry.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { findEnabled } from './find-enabled.ts';
import { missingDelivery } from './missing-delivery.ts';
import { presentDelivery } from './present-delivery.ts';

export const redeliverDelivery = ({ transact }: Deps): ApiHandlers['redeliverDelivery'] =>
  async ({ params, fail, ...call }) => {
    const { principal, basePath } = call;

    return transact(async (store) => {
      const delivery = await store.deliveries.redeliver(principal, params.webhook_id, params.delivery_id);
      if (!delivery) throw fail(await missingDelivery(store, principal, params.webhook_id));
      const { id } = await findEnabled(store, principal, params.webhook_id, fail);

      await store.audit.append(principal, auditEntry(call, 'webhook.redelivered', id, { delivery_id: delivery.id }));
      return {
        status: 202,
        headers: { Location: `${basePath}/webhooks/${id}/deliveries/${delivery.id}` },
        body: presentDelivery(delivery),
      };
    });
  };
