interface Needs {
  /** Milliseconds between two times. */
  pace: number;
  /** What is to be done; it ends soon once the signal says so. */
  work(signal: AbortSignal): Promise<void>;
  /** Is told what the work has thrown; it is tried again at the next time. */
  onFailure(error: unknown): void;
}

/**
 * Does something at once and then again and again. While it is at work, no other time begins. The timer does not keep
 * the process alive.
 *
 * @returns what ends it, once what is being done has ended
 */
export function regularly({ pace, work, onFailure }: Needs): () => Promise<void> {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const start = () => {
    running ??= work(stop.signal)
      .catch(onFailure)
      .finally(() => void (running = undefined));
  };
  const timer = setInterval(start, pace);
  timer.unref();
  start();

  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };
}
