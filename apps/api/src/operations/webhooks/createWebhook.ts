import { auditEntry } from '../../audit/audit-entry.ts';
import { newId } from '../../store/ids.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { assertUrl } from './assert-url.ts';
import { presentWebhook } from './present-webhook.ts';

export const createWebhook = ({ transact, makeWebhookSecret, urlFault }: Deps): ApiHandlers['createWebhook'] =>
  async ({ body, fail, ...call }) => {
    const { principal, basePath } = call;
    const { url, description = null, events = ['*'], status = 'enabled' } = body;
    assertUrl(urlFault, url, fail);

    const id = newId('whk');
    const { shown, sealed } = makeWebhookSecret(principal, id);

    return transact(async (store) => {
      const webhook = await store.webhooks.insert(principal, { id, url, description, events, status, secret: sealed });
      await store.audit.append(principal, auditEntry(call, 'webhook.created', id, body));

      return {
        status: 201,
        headers: { Location: `${basePath}/webhooks/${id}` },
        body: { ...presentWebhook(webhook), secret: shown },
      };
    });
  };
