import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentDelivery } from './present-delivery.ts';

export const listDeliveries = ({ store }: Deps): ApiHandlers['listDeliveries'] =>
  async ({ principal, params, list, fail }) => {
    const { rows, ...place } = await store.deliveries.list(principal, params.webhook_id, list);
    // A webhook that has deliveries is there, and need not be asked for.
    if (rows.length === 0 && !(await store.webhooks.find(principal, params.webhook_id))) throw fail('webhook_not_found');

    return { status: 200, page: { items: rows.map(presentDelivery), ...place } };
  };
