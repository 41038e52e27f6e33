import { whenNudged } from '../background/when-nudged.ts';
import type { DisabledWebhook } from './disable-failing.ts';
import type { Attempt } from './settle-attempts.ts';

/** Writes attempts down behind each other, as many at once as have come meanwhile. */
export interface AttemptWriter {
  /** Resolves once it is written; until then the attempt counts as under way. */
  write(attempt: Attempt): Promise<void>;
  /** Writes what is left, as long as the database is there. */
  stop(): Promise<void>;
}

interface Needs {
  /** Writes several, all of them or none. */
  writeSome(attempts: readonly Attempt[]): Promise<readonly DisabledWebhook[]>;
  /** Whether an error means that waiting helps. */
  isUnavailable(error: unknown): boolean;
  onDisabled(webhooks: readonly DisabledWebhook[]): void;
  /** Is told what could not be written: the attempt it was about when it will not be tried again. */
  onFailure(error: unknown, attempt?: Attempt): void;
}

/** How many are written in one transaction, which is to be done long before a query is given up. */
const BATCH = 100;
/** Milliseconds: nothing waits so long, since it is nudged whenever there is something. */
const PACE = 1_000;

interface Waiting {
  attempt: Attempt;
  done(): void;
}

/** What could not be written is tried again until it can be; one that can never be written does not hold up the others. */
export function attemptWriter({ writeSome, isUnavailable, onDisabled, onFailure }: Needs): AttemptWriter {
  const waiting: Waiting[] = [];
  /** How many of the next are written one by one, since one of them spoils it for the others. */
  let alone = 0;

  const flush = async (): Promise<void> => {
    const batch = waiting.slice(0, alone > 0 ? 1 : BATCH);
    const [first] = batch;
    if (!first) return;
    try {
      onDisabled(await writeSome(batch.map(({ attempt }) => attempt)));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      if (batch.length > 1) return void (alone = batch.length);
      onFailure(error, first.attempt);
    }
    alone = Math.max(0, alone - batch.length);
    waiting.splice(0, batch.length);
    for (const { done } of batch) done();
  };
  const writing = whenNudged({
    pace: PACE,
    async work() {
      await flush();
      return waiting.length > 0;
    },
    onFailure,
  });

  return {
    write: (attempt) =>
      new Promise((done) => {
        waiting.push({ attempt, done });
        writing.nudge();
      }),
    async stop() {
      await writing.stop();
      try {
        while (waiting.length > 0) await flush();
      } catch (error) {
        // Whose claim ends is attempted by somebody else.
        onFailure(error);
      }
    },
  };
}
