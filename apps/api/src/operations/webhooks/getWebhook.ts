import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentWebhook } from './present-webhook.ts';

export const getWebhook = ({ store }: Deps): ApiHandlers['getWebhook'] =>
  async ({ principal, params, fail }) => {
    const webhook = await store.webhooks.find(principal, params.webhook_id);
    if (!webhook) throw fail('webhook_not_found');

    return { status: 200, body: presentWebhook(webhook) };
  };
