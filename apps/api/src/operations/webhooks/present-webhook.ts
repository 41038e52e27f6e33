import type { components } from '@plumbline/contract';
import type { ShownWebhook } from '../../store/webhooks.ts';

/** A webhook as callers see it, without its secrets. One that was replaced is only spoken of for as long as it signs. */
export function presentWebhook({ id, url, description, events, status, disabled_reason, ...times }: ShownWebhook) {
  const { previous_secret_expires_at: until, created_at, updated_at } = times;
  return {
    id,
    url,
    description,
    events: events as components['schemas']['EventSelection'], // Text in the table; only names that the contract has get there.
    status,
    disabled_reason,
    previous_secret_expires_at: until && until > new Date() ? until.toISOString() : null,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
