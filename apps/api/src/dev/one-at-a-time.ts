interface Queue<T> {
  /** Asks for a run; what is added while one is going is collected for one more. */
  add(items: T[]): void;
  /** Waits until no run is going. */
  idle(): Promise<void>;
}

/** Runs `run` with what was collected, never twice at once. */
export function oneAtATime<T>(run: (items: T[]) => Promise<void>): Queue<T> {
  let collected: Set<T> | undefined;
  let going: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (collected) {
      const items = [...collected];
      collected = undefined;
      await run(items);
    }
    going = undefined;
  }

  return {
    add(items) {
      collected = new Set([...(collected ?? []), ...items]);
      going ??= drain();
    },
    idle: () => going ?? Promise.resolve(),
  };
}
