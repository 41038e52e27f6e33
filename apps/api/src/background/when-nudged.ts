/** Work that is done again and again, off the way of what makes it necessary. */
export interface NudgedWork {
  /** Has it done at once, or once more when it is being done; from wherever, since nothing of the caller's context goes with it. */
  nudge(): void;
  /** Ends it, once what is being done has ended; that it is to end, it is told. */
  stop(): Promise<void>;
}

interface Needs {
  /** Milliseconds after which it is done without a nudge. */
  pace: number;
  /**
   * What is to be done; it ends soon once the signal says so.
   *
   * @returns whether there is more to be done at once
   */
  work(signal: AbortSignal): Promise<boolean>;
  /** Is told what the work has thrown, once until it works again. */
  onFailure(error: unknown): void;
}

/** Milliseconds without a try when one has failed: what has failed is mostly the database, which is not to be hammered. */
const PAUSE = 500;

/** Does something at once, whenever it is nudged, and at its pace; one time after the other. It keeps the process alive until it is stopped. */
export function whenNudged({ pace, work, onFailure }: Needs): NudgedWork {
  const end = new AbortController();
  let wake = Promise.withResolvers<void>();
  let isFailing = false;

  const turn = async (): Promise<number> => {
    try {
      const isMore = await work(end.signal);
      isFailing = false;
      return isMore ? 0 : pace;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
      return Math.max(pace, PAUSE);
    }
  };
  const run = async () => {
    while (!end.signal.aborted) {
      wake = Promise.withResolvers();
      const wait = await turn();
      if (wait === 0) continue;

      const timer = setTimeout(wake.resolve, wait);
      await wake.promise;
      clearTimeout(timer);
    }
  };
  const running = run();

  return {
    nudge() {
      if (!isFailing) wake.resolve();
    },
    async stop() {
      end.abort();
      wake.resolve();
      await running;
    },
  };
}
