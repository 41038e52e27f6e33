import { generateSecret } from '@plumbline/webhooks';
import type { Scope } from '../store/schema.ts';
import { columnsOf } from '../store/scope.ts';
import { webhookSecretPurpose } from './sealed-places.ts';
import type { Sealer } from './sealer.ts';

/** What a webhook's deliveries are signed with. */
export interface WebhookSecret {
  /** As its owner is shown it, once. */
  shown: string;
  /** As it is kept. */
  sealed: Uint8Array;
}

/** Makes a new secret for the webhook of an id. It can be sealed and not opened: whoever answers callers needs no old ones. */
export type MakeWebhookSecret = (scope: Scope, webhookId: string) => WebhookSecret;

/** Lets secrets be made that this sealer opens again. */
export function webhookSecretMaker(sealer: Pick<Sealer, 'seal'>): MakeWebhookSecret {
  return (scope, id) => {
    const shown = generateSecret();

    return { shown, sealed: sealer.seal(Buffer.from(shown), webhookSecretPurpose({ ...columnsOf(scope), id })) };
  };
}
