import { whenNudged } from '../background/when-nudged.ts';
import type { NudgedWork } from '../background/when-nudged.ts';
import { endpointOf } from './claim-deliveries.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { Attempt } from './settle-attempts.ts';
import { countSlots, LIMITS } from './slots.ts';
import type { Limits, Room } from './slots.ts';

interface Needs {
  claim(room: Room): Promise<readonly ClaimedDelivery[]>;
  /** Makes an attempt; undefined when it was given up by the signal. */
  attempt(delivery: ClaimedDelivery, signal: AbortSignal): Promise<Attempt | undefined>;
  /** Resolves once it is written. */
  write(attempt: Attempt): Promise<void>;
  /** Lets others have deliveries at once that this process has claimed and does not attempt. */
  release(deliveries: readonly ClaimedDelivery[]): Promise<void>;
  onFailure(error: unknown, delivery?: ClaimedDelivery): void;
  limits?: Limits;
}

/** Milliseconds after which it is looked whether something is due, when nobody has said so: a retry, or what another process has left. */
const PACE = 500;
/** Milliseconds that attempts have to end when the process is to end. */
const PATIENCE = 2_000;

/**
 * Attempts what is due, as much at once as there are slots for. While it waits for endpoints it holds no connection to the
 * database.
 */
export function dispatcher({ claim, attempt, write, release, onFailure, limits = LIMITS }: Needs): NudgedWork {
  const slots = countSlots(limits);
  const underWay = new Map<string, Promise<void>>();
  const giveUp = new AbortController();
  const left: ClaimedDelivery[] = [];
  /** Whether something may be due that there was no slot for. */
  let isShort = false;

  const carryOut = async (delivery: ClaimedDelivery): Promise<void> => {
    try {
      const made = await attempt(delivery, giveUp.signal);
      if (made) await write(made);
      else left.push(delivery);
    } catch (error) {
      onFailure(error, delivery);
    }
  };
  const begin = (delivery: ClaimedDelivery): void => {
    const key = `${delivery.account_id}/${delivery.environment}/${delivery.id}`;
    // Claimed again, since its claim has ended while this process was held up; it is still being attempted.
    if (underWay.has(key)) return;
    const endpoint = endpointOf(delivery);
    slots.take(endpoint);
    const ended = carryOut(delivery).finally(() => {
      slots.free(endpoint);
      underWay.delete(key);
      if (isShort) looking.nudge();
    });
    underWay.set(key, ended);
  };
  const looking = whenNudged({
    pace: PACE,
    async work() {
      const room = slots.room();
      isShort = room === undefined || room.isReserve || Object.values(room.left).includes(0);
      if (!room) return false;
      const claimed = await claim(room);
      claimed.forEach(begin);
      return claimed.length > 0;
    },
    onFailure: (error) => onFailure(error),
  });

  return {
    nudge: looking.nudge,
    async stop() {
      await looking.stop();
      const all = Promise.all(underWay.values());
      // What is not written by then waits for a database that is away; its claim ends by itself.
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timers = [setTimeout(() => giveUp.abort(), PATIENCE), setTimeout(resolve, 2 * PATIENCE)];
      await Promise.race([all, late]);
      timers.forEach(clearTimeout);
      if (left.length > 0) await release(left).catch(onFailure);
    },
  };
}
