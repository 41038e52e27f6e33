import { auditEntry } from '../../audit/audit-entry.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentWebhook } from './present-webhook.ts';

/** Seconds for which the old secret signs as well, where nobody says it. */
const OVERLAP = 86_400;

export const rotateWebhookSecret = ({ transact, makeWebhookSecret }: Deps): ApiHandlers['rotateWebhookSecret'] =>
  async ({ params, body, fail, ...call }) => {
    const { principal } = call;
    const overlapSeconds = body?.overlap_seconds ?? OVERLAP;
    const { shown, sealed } = makeWebhookSecret(principal, params.webhook_id);

    return transact(async (store) => {
      const oldUntil = overlapSeconds === 0 ? null : new Date(Date.now() + overlapSeconds * 1_000);
      const webhook = await store.webhooks.rotate(principal, params.webhook_id, { secret: sealed, oldUntil });
      if (!webhook) throw fail('webhook_not_found');

      await store.audit.append(principal, auditEntry(call, 'webhook.rotated', webhook.id, { overlap_seconds: overlapSeconds }));
      return { status: 200, body: { ...presentWebhook(webhook), secret: shown } };
    });
  };
