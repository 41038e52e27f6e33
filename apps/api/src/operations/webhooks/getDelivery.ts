import type { ApiHandlers, Deps } from '../handlers.ts';
import { missingDelivery } from './missing-delivery.ts';
import { presentDelivery } from './present-delivery.ts';

export const getDelivery = ({ store }: Deps): ApiHandlers['getDelivery'] =>
  async ({ principal, params, fail }) => {
    const delivery = await store.deliveries.find(principal, params.webhook_id, params.delivery_id);
    if (!delivery) throw fail(await missingDelivery(store, principal, params.webhook_id));

    return { status: 200, body: presentDelivery(delivery) };
  };
