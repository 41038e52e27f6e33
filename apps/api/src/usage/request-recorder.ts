import type { RequestRecord } from '@plumbline/server';
import type { Caller } from '../accounts/caller.ts';
import { writeBehind } from '../background/write-behind.ts';
import type { NewRequest } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { loggedRequest } from './logged-request.ts';

/** Logs and counts requests, off their way. */
export interface RequestRecorder {
  record(request: RequestRecord<Caller>): void;
  /** Writes what is left, then records nothing more. */
  close(): Promise<void>;
}

interface Needs {
  requestLog: Pick<Store['requestLog'], 'add'>;
  /** Is told why nothing could be written, once until it works again. */
  onFailure(error: unknown): void;
  /** Is told how many requests were given up: when it works again, and at the end. */
  onLoss(count: number): void;
  /** Milliseconds between two writes: what a killed process loses is as old at most, and what is being written. */
  interval?: number;
  /** How many requests are kept while the database is out of reach; of more, the oldest are given up. */
  most?: number;
}

/** What is kept at most, some 10 MB. */
export const MOST_KEPT = 20_000;
/** How many are written in one statement: few enough to be done long before a query is given up. */
const BATCH = 500;

/**
 * Collects the requests of callers and writes them twice a second. What cannot be written is kept for the next time.
 * It may have been written all the same: then it is neither logged nor counted again.
 */
export function requestRecorder({ requestLog, onFailure, onLoss, interval = 500, most = MOST_KEPT }: Needs): RequestRecorder {
  let waiting: NewRequest[] = [];
  let lost = 0;

  const trim = () => {
    const surplus = waiting.length - most;
    if (surplus <= 0) return;
    waiting.splice(0, surplus);
    lost += surplus;
  };
  const tellLoss = () => {
    if (lost > 0) onLoss(lost);
    lost = 0;
  };

  const { schedule, close } = writeBehind<NewRequest[]>({
    interval,
    onFailure,
    take() {
      if (waiting.length === 0) return undefined;
      const taken = waiting;
      waiting = [];
      return taken;
    },
    async write(taken) {
      while (taken.length > 0) {
        await requestLog.add(taken.slice(0, BATCH));
        taken.splice(0, BATCH);
      }
      tellLoss();
    },
    putBack(taken) {
      waiting = [...taken, ...waiting];
      trim();
    },
  });

  return {
    record(request) {
      const logged = loggedRequest(request);
      if (!logged) return;
      waiting.push(logged);
      trim();
      schedule();
    },

    async close() {
      await close();
      lost += waiting.length;
      waiting = [];
      tellLoss();
    },
  };
}
