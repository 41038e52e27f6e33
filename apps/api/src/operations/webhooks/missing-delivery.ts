import type { Scope } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/** Which of the two is not there when a delivery of a webhook is not. */
export async function missingDelivery(store: Pick<Store, 'webhooks'>, scope: Scope, webhookId: string): Promise<'webhook_not_found' | 'delivery_not_found'> {
  return (await store.webhooks.find(scope, webhookId)) ? 'delivery_not_found' : 'webhook_not_found';
}
