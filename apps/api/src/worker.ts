import { startAnswerPurge } from './idempotency/purge.ts';
import { startJobPurge } from './jobs/purge-jobs.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { openOutbound } from './outbound/outbound.ts';
import type { Platform } from './platform.ts';
import { startDailyReset } from './sandbox/daily-reset.ts';
import { startTidying } from './store/tidy-embedded.ts';
import { startLogPurge } from './usage/purge-log.ts';
import { startEventPurge } from './webhooks/purge-events.ts';
import { startDeliveries } from './webhooks/start-deliveries.ts';

/** Ends what goes on in the background, once what it is at is done or given up for another process to take over. */
export type Stop = () => Promise<void>;

/** Something that goes on in the background. Any number of processes may do it at once. */
export type Activity = (platform: Platform) => Stop | Promise<Stop>;

/** What a worker does. A new activity is put here, and nowhere else. */
const ACTIVITIES: readonly Activity[] = [
  ({ database, examples, config, log }) => startDailyReset({ db: database.db, examples, hour: config.sandboxResetHour, log }),
  ({ database, log }) => startAnswerPurge({ db: database.db, log }),
  ({ database, log }) => startLogPurge({ db: database.db, log }),
  ({ database, log }) => startEventPurge({ db: database.db, log }),
  ({ database, log }) => startJobPurge({ db: database.db, log }),
  deliverEvents,
  workAtJobs,
  ({ database, log }) => (database.kind === 'pglite' ? startTidying({ db: database.db, log }) : async () => {}),
];

function deliverEvents({ database, sealer, log, metrics, outboundPolicy }: Platform): Stop {
  const outbound = openOutbound(outboundPolicy);
  const deliveries = startDeliveries({ database, sealer, outbound, log, metrics });
  return async () => {
    await deliveries.stop();
    await outbound.close();
  };
}

/** With connections of its own, so that processors and webhooks do not wait for each other. */
function workAtJobs({ database, log, metrics, outboundPolicy }: Platform): Stop {
  const outbound = openOutbound(outboundPolicy);
  const stop = startJobs({ database, outbound, log, metrics });
  return async () => {
    await stop();
    await outbound.close();
  };
}

/** Longer than any process lives; the longest that a timer can be set to is 24 days, and it is set again. */
const ALWAYS = 24 * 60 * 60 * 1000;

/**
 * What `ROLE=worker` is: everything that goes on behind the requests. It keeps its process alive until it is stopped.
 *
 * @returns what ends all of it
 * @throws what an activity throws that cannot begin; those before it are ended.
 */
export async function startWorker(platform: Platform, activities = ACTIVITIES): Promise<Stop> {
  const stops: Stop[] = [];
  // None of what activities hold (unreferenced timers, idle connections) keeps a process alive that has no port.
  const alive = setInterval(() => {}, ALWAYS);
  const stop = async () => {
    clearInterval(alive);
    await Promise.all(stops.map((end) => end()));
  };

  try {
    for (const start of activities) stops.push(await start(platform));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
