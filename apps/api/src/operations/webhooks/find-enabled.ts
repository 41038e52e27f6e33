import type { Fail } from '@plumbline/server';
import type { Scope } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import type { ShownWebhook } from '../../store/webhooks.ts';

/**
 * The webhook that something is to be sent to.
 *
 * @throws Failure `webhook_not_found` or `webhook_disabled`
 */
export async function findEnabled(store: Pick<Store, 'webhooks'>, scope: Scope, id: string, fail: Fail<'webhook_not_found' | 'webhook_disabled'>): Promise<ShownWebhook> {
  const webhook = await store.webhooks.find(scope, id);
  if (!webhook) throw fail('webhook_not_found');
  // One that is disabled while this goes on has its deliveries given up by the worker.
  if (webhook.status === 'disabled') throw fail('webhook_disabled');

  return webhook;
}
