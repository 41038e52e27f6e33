import type { Log } from '@plumbline/server';
import { regularly } from '../background/regularly.ts';
import { LEASE } from '../store/job-queue.ts';
import type { Hold, jobQueue } from '../store/job-queue.ts';

/** A job that is kept. */
export interface Kept {
  /** Says when the work at it is to end. */
  signal: AbortSignal;
  /** Whether that is since its caller wants it to. */
  isCancelled(): boolean;
  /** Whether another worker may have it: nothing more is to be written of it. */
  isLost(): boolean;
  /** No longer keeps it. */
  letGo(): void;
}

/** Keeps the holds of this process, and hears what was said of their jobs. */
export interface Heartbeat {
  keep(hold: Hold): Kept;
  /** Ends the work at all jobs, and goes on keeping them. */
  stopAll(): void;
  close(): Promise<void>;
}

interface Needs {
  queue: Pick<ReturnType<typeof jobQueue>, 'renew'>;
  log: Pick<Log, 'error'>;
  /** Milliseconds between two beats: a request to cancel is heard within one. */
  pace?: number;
  /** Milliseconds without a renewal after which a job is given up, before others may take it over. */
  patience?: number;
}

interface Entry {
  hold: Hold;
  stop: AbortController;
  isCancelled: boolean;
  isLost: boolean;
  /** By the clock of the process, when the newest renewal was asked for. */
  renewedAt: number;
}

/** Renews every hold once a second, all in one statement. One that could not be renewed until just before its end is given up. */
export function heartbeat({ queue, log, pace = 1_000, patience = (LEASE - 1) * 1_000 }: Needs): Heartbeat {
  const entries = new Set<Entry>();

  const note = (entry: Entry, now: Pick<Entry, 'isCancelled' | 'isLost'>) => {
    Object.assign(entry, now);
    if (now.isCancelled || now.isLost) entry.stop.abort();
  };
  const giveUpLate = () => {
    for (const entry of entries) if (performance.now() - entry.renewedAt > patience) note(entry, { ...entry, isLost: true });
  };

  const close = regularly({
    pace,
    async work() {
      const asked = [...entries].filter(({ isLost }) => !isLost);
      if (asked.length === 0) return;

      const at = performance.now();
      const renewed = new Map((await queue.renew(asked.map(({ hold }) => hold))).map((row) => [row.lease, row]));
      for (const entry of asked) {
        const row = renewed.get(entry.hold.lease);
        entry.renewedAt = at;
        note(entry, { isCancelled: row?.isCancelRequested ?? false, isLost: !row });
      }
    },
    onFailure(error) {
      log.error({ err: error }, `jobs could not be kept; it is tried again every second, and they are given up after ${patience / 1_000} s`);
      giveUpLate();
    },
  });

  return {
    keep(hold) {
      const entry: Entry = { hold, stop: new AbortController(), isCancelled: false, isLost: false, renewedAt: performance.now() };
      entries.add(entry);
      return {
        signal: entry.stop.signal,
        isCancelled: () => entry.isCancelled,
        isLost: () => entry.isLost,
        letGo: () => void entries.delete(entry),
      };
    },
    stopAll: () => entries.forEach(({ stop }) => stop.abort()),
    close,
  };
}
