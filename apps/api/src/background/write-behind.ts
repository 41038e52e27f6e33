/** Writes what was noted, off the way of the requests that it tells of. */
export interface WriteBehind {
  /** To be called whenever something was noted: within an interval it is written. */
  schedule(): void;
  /** Writes what is left, then nothing more. */
  close(): Promise<void>;
}

interface Needs<Noted> {
  /** Milliseconds between two writes. */
  interval: number;
  /** Takes away everything that was noted; undefined when nothing was. */
  take(): Noted | undefined;
  write(noted: Noted): Promise<void>;
  /** Takes back what could not be written, beside what was noted meanwhile. */
  putBack(noted: Noted): void;
  /** Is told why nothing could be written, once until it works again. */
  onFailure(error: unknown): void;
}

/**
 * Writes at intervals, one write after the other, as long as there is something to write. What cannot be written is
 * put back for the next time. The timer does not keep the process alive.
 */
export function writeBehind<Noted>({ interval, take, write, putBack, onFailure }: Needs<Noted>): WriteBehind {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  let isWanted = false;
  let isFailing = false;
  let isClosed = false;

  /** Whether nothing is left over. */
  const flush = async (): Promise<boolean> => {
    const noted = take();
    if (noted === undefined) return true;

    try {
      await write(noted);
      isFailing = false;
      return true;
    } catch (error) {
      putBack(noted);
      if (!isFailing) onFailure(error);
      isFailing = true;
      return false;
    }
  };

  const schedule = () => {
    if (isClosed) return;
    isWanted = true;
    timer ??= setTimeout(async () => {
      isWanted = false;
      writing = flush();
      const isDone = await writing;
      timer = undefined;
      // What was noted while the timer was set has waited for it.
      if (isWanted || !isDone) schedule();
    }, interval).unref();
  };

  return {
    schedule,

    async close() {
      isClosed = true;
      clearTimeout(timer);
      await writing;
      await flush();
    },
  };
}
