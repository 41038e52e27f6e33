import type { RawBuilder } from 'kysely';
import { systemEntry } from '../audit/audit-entry.ts';
import { presentWebhook } from '../operations/webhooks/present-webhook.ts';
import { createStore } from '../store/store.ts';
import { scopeOf } from '../store/scope.ts';
import type { Db } from '../store/schema.ts';
import { transaction } from '../store/transaction.ts';
import { disableFailing } from './disable-failing.ts';
import type { DisabledWebhook } from './disable-failing.ts';
import { noteFailing } from './note-failing.ts';
import { settleAttempts } from './settle-attempts.ts';
import type { Attempt } from './settle-attempts.ts';

/**
 * Writes attempts down with everything that follows from them, in one transaction: their deliveries, since when their
 * webhooks fail, and the webhooks that are given up for it, with their event and their entry in the audit.
 *
 * @param attempts of different deliveries
 * @returns the webhooks that it has disabled
 */
export function writeAttempts(db: Db, attempts: readonly Attempt[], now?: RawBuilder<Date>): Promise<DisabledWebhook[]> {
  return transaction(db, async (trx) => {
    await noteFailing(trx, attempts);
    await settleAttempts(trx, attempts, now);
    const failed = attempts.filter(({ verdict }) => verdict.outcome !== 'succeeded');
    const disabled = failed.length === 0 ? [] : await disableFailing(trx, failed, now);

    const store = createStore(trx);
    for (const webhook of disabled) {
      const { status, disabled_reason } = webhook;
      await store.audit.append(scopeOf(webhook), systemEntry('webhook.disabled', webhook.id, { status, disabled_reason }));
      await store.events.emit(scopeOf(webhook), 'webhook.disabled', presentWebhook(webhook));
    }
    return disabled;
  });
}
