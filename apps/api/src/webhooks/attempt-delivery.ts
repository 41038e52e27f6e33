import { sign } from '@plumbline/webhooks';
import type { Outbound } from '../outbound/outbound.ts';
import { webhookSecretPurpose } from '../secrets/sealed-places.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { judgeAnswer } from './judge-answer.ts';
import { waitBehind } from './retry-schedule.ts';
import type { Attempt } from './settle-attempts.ts';

/** Milliseconds that an endpoint has for all of its answer. */
const PATIENCE = 15_000;

interface Needs {
  sealer: Sealer;
  outbound: Pick<Outbound, 'post'>;
  /** Milliseconds between attempts. */
  schedule: readonly number[];
}

/**
 * Makes one attempt. Body and id are those of every attempt at this event; time and signatures are of this one.
 *
 * @returns what became of it; undefined when it was given up by the signal
 * @throws Error of `sealer.open` when the webhook's secret cannot be opened.
 */
export async function attemptDelivery({ sealer, outbound, schedule }: Needs, delivery: ClaimedDelivery, signal: AbortSignal): Promise<Attempt | undefined> {
  const startedAt = new Date();
  const purpose = webhookSecretPurpose({ account_id: delivery.account_id, environment: delivery.environment, id: delivery.webhook_id });
  const sealed = [delivery.secret, ...(delivery.previous_secret ? [delivery.previous_secret] : [])];
  const secrets = sealed.map((secret) => sealer.open(secret, purpose).toString());
  const headers = { 'content-type': 'application/json', 'user-agent': 'Plumbline', ...sign({ id: delivery.event_id, timestamp: startedAt, body: delivery.body, secrets }) };

  const answer = await outbound.post(delivery.url, { headers, body: delivery.body, timeoutMs: PATIENCE, signal });
  if (signal.aborted && answer.kind === 'failed') return undefined;

  const verdict = judgeAnswer(answer, new Date());
  const isOver = verdict.outcome === 'succeeded' || verdict.isGone;
  const attempts = delivery.attempts - delivery.retries_from + 1;
  const wait = isOver ? undefined : waitBehind({ attempts, askedFor: verdict.askedFor }, schedule);
  return { delivery, startedAt, durationMs: answer.durationMs, verdict, wait };
}
