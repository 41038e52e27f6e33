interface Queue<T> {
  /** Asks for a run, which the one that is going gives way to; what is added meanwhile is collected for one more. */
  add(items: T[]): void;
  /** Waits until no run is going. */
  idle(): Promise<void>;
}

/**
 * Runs `run` with what was collected, never twice at once.
 *
 * @param run gets a signal as well, which is aborted once more has been added: it is to leave the rest to the run that follows
 */
export function oneAtATime<T>(run: (items: T[], overtaken: AbortSignal) => Promise<void>): Queue<T> {
  let collected: Set<T> | undefined;
  let going: Promise<void> | undefined;
  let overtaking = new AbortController();

  async function drain(): Promise<void> {
    while (collected) {
      const items = [...collected];
      collected = undefined;
      overtaking = new AbortController();
      await run(items, overtaking.signal);
    }
    going = undefined;
  }

  return {
    add(items) {
      collected = new Set([...(collected ?? []), ...items]);
      overtaking.abort();
      going ??= drain();
    },
    idle: () => going ?? Promise.resolve(),
  };
}
