import { sign } from '@plumbline/webhooks';
import type { Outbound } from '../outbound/outbound.ts';
import { webhookSecretPurpose } from '../secrets/sealed-places.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { Attempt } from './settle-attempts.ts';
import type { Timing } from './timing.ts';
import { waitBehind } from './wait-behind.ts';

interface Needs {
  sealer: Sealer;
  outbound: Pick<Outbound, 'post'>;
  timing: Pick<Timing, 'patience' | 'schedule'>;
}

/**
 * Makes one attempt. Body and id are those of every attempt at this event; time and signatures are of this one.
 *
 * @returns what became of it; undefined when it was given up by the signal
 * @throws Error of `sealer.open` when the webhook's secret cannot be opened.
 */
export async function attemptDelivery({ sealer, outbound, timing }: Needs, delivery: ClaimedDelivery, signal: AbortSignal): Promise<Attempt | undefined> {
  const startedAt = new Date();
  const purpose = webhookSecretPurpose({ account_id: delivery.account_id, environment: delivery.environment, id: delivery.webhook_id });
  const sealed = [delivery.secret, ...(delivery.previous_secret ? [delivery.previous_secret] : [])];
  const secrets = sealed.map((secret) => sealer.open(secret, purpose).toString());
  const headers = { 'content-type': 'application/json', 'user-agent': 'Plumbline', ...sign({ id: delivery.event_id, timestamp: startedAt, body: delivery.body, secrets }) };

  const answer = await outbound.post(delivery.url, { headers, body: delivery.body, timeoutMs: timing.patience, signal });
  if (signal.aborted && answer.kind === 'failed') return undefined;

  const verdict = judgeAnswer(answer, new Date());
  const isOver = verdict.outcome === 'succeeded' || verdict.isGone;
  const attempts = delivery.attempts - delivery.retries_from + 1;
  const wait = isOver ? undefined : waitBehind({ attempts, askedFor: verdict.askedFor }, timing.schedule);
  return { delivery, startedAt, durationMs: answer.durationMs, verdict, wait };
}
