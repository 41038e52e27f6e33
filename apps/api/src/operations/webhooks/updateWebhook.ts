import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { assertUrl } from './assert-url.ts';
import { presentWebhook } from './present-webhook.ts';

export const updateWebhook = ({ transact, urlFault }: Deps): ApiHandlers['updateWebhook'] =>
  async ({ params, body, ifMatch, fail, ...call }) => {
    assertUrl(urlFault, body.url, fail);

    return transact(async (store) => {
      const webhook = await store.webhooks.update(call.principal, params.webhook_id, body, guard(ifMatch, presentWebhook));
      if (!webhook) throw fail('webhook_not_found');

      await store.audit.append(call.principal, auditEntry(call, 'webhook.updated', webhook.id, body));
      return { status: 200, body: presentWebhook(webhook) };
    });
  };
