import type { Log } from '@plumbline/server';
import { whenNudged } from '../background/when-nudged.ts';
import type { NudgedWork } from '../background/when-nudged.ts';
import type { Outbound } from '../outbound/outbound.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { Database } from '../store/database.ts';
import { attemptDelivery } from './attempt-delivery.ts';
import { attemptSpan } from './attempt-span.ts';
import { attemptWriter } from './attempt-writer.ts';
import { claimDeliveries } from './claim-deliveries.ts';
import type { DisabledWebhook } from './disable-failing.ts';
import { dispatcher } from './dispatcher.ts';
import { failUndeliverable } from './fail-undeliverable.ts';
import type { Verdict } from './judge-answer.ts';
import { relayEvents } from './relay-events.ts';
import { releaseDeliveries } from './release-deliveries.ts';
import { TIMING } from './timing.ts';
import type { Timing } from './timing.ts';
import { writeAttempts } from './write-attempts.ts';

/** What deliveries need; the process that starts them closes what it has opened, behind their end. */
export interface DeliveryNeeds {
  database: Pick<Database, 'db' | 'isUnavailable'>;
  sealer: Sealer;
  outbound: Pick<Outbound, 'post'>;
  log: Pick<Log, 'info' | 'error'>;
  metrics: { deliveryAttempt(outcome: Verdict['outcome'], seconds: number): void };
  /** Without it, as Standard Webhooks publishes it. */
  timing?: Timing;
}

/** Milliseconds after which it is looked for new events when nobody has said that there are some. */
const RELAY_PACE = 150;
/** Milliseconds after which it is looked for deliveries that wait for disabled webhooks. */
const SWEEP_PACE = 5_000;
const SWEEP_BATCH = 500;

/**
 * Delivers events to webhooks: hands them over, attempts what is due, and gives up what cannot be delivered. Any number of
 * processes may do so at once.
 *
 * @returns what is to be nudged when an event was committed, so that it does not wait for the next look; and stopped
 */
export function startDeliveries({ database, sealer, outbound, log, metrics, timing = TIMING }: DeliveryNeeds): NudgedWork {
  const { db } = database;
  const sayDisabled = (webhooks: readonly DisabledWebhook[]) => {
    for (const { account_id, environment, id, disabled_reason } of webhooks) {
      log.info({ accountId: account_id, environment, webhookId: id, reason: disabled_reason }, 'a webhook was disabled, since its endpoint is gone or takes nothing');
    }
    if (webhooks.length === 0) return;
    relay.nudge();
    sweep.nudge();
  };
  const writer = attemptWriter({
    writeSome: (attempts) => writeAttempts(db, attempts),
    isUnavailable: database.isUnavailable,
    onDisabled: sayDisabled,
    onFailure: (error, attempt) =>
      log.error({ err: error, deliveryId: attempt?.delivery.id }, attempt ? 'an attempt could not be written down, and is made again' : 'attempts cannot be written down; it is tried until they can'),
  });
  const dispatch = dispatcher({
    claim: (room) => claimDeliveries(db, room, timing.lease),
    async attempt(delivery, signal) {
      const made = await attemptSpan(delivery, () => attemptDelivery({ sealer, outbound, timing }, delivery, signal));
      if (made) metrics.deliveryAttempt(made.verdict.outcome, made.durationMs / 1000);
      return made;
    },
    write: writer.write,
    release: (deliveries) => releaseDeliveries(db, deliveries),
    onFailure: (error, delivery) =>
      log.error({ err: error, deliveryId: delivery?.id, webhookId: delivery?.webhook_id }, delivery ? 'a delivery could not be attempted; it is tried again' : 'what is due could not be read; it is tried again'),
  });
  const relay = whenNudged({
    pace: RELAY_PACE,
    async work() {
      const { events, deliveries } = await relayEvents(db);
      if (deliveries > 0) dispatch.nudge();
      return events > 0;
    },
    onFailure: (error) => log.error({ err: error }, 'events could not be handed over; it is tried again'),
  });
  const sweep = whenNudged({
    pace: SWEEP_PACE,
    work: async () => (await failUndeliverable(db, SWEEP_BATCH)) === SWEEP_BATCH,
    onFailure: (error) => log.error({ err: error }, 'deliveries to disabled webhooks could not be given up; it is tried again'),
  });

  return {
    nudge: relay.nudge,
    async stop() {
      await Promise.all([relay.stop(), sweep.stop()]);
      await dispatch.stop();
      await writer.stop();
    },
  };
}
