import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentWebhook } from './present-webhook.ts';

export const listWebhooks = ({ store }: Deps): ApiHandlers['listWebhooks'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.webhooks.list(principal, list);

    return { status: 200, page: { items: rows.map(presentWebhook), ...place } };
  };
