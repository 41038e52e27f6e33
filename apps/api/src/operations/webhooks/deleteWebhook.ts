import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentWebhook } from './present-webhook.ts';

export const deleteWebhook = ({ transact }: Deps): ApiHandlers['deleteWebhook'] =>
  async ({ params, ifMatch, fail, ...call }) =>
    transact(async (store) => {
      const webhook = await store.webhooks.remove(call.principal, params.webhook_id, guard(ifMatch, presentWebhook));
      if (!webhook) throw fail('webhook_not_found');

      await store.audit.append(call.principal, auditEntry(call, 'webhook.deleted', webhook.id, null));
      return { status: 204 };
    });
