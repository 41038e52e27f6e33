/** Milliseconds between two looks. */
const PACE = 25;
/**
 * Looks in a row that see no answer at all, until the other side counts as gone: 500 ms. Who waits for that waits once
 * in an outage, but a false alarm lets too many requests through: with four processes on two processors that had six
 * times as much to do as they can, there was one in a run of four with 100 ms, of six with 250 ms, and of eight in none.
 */
const SILENT = 20;
/** Looks that one question may see without its own answer, while others get theirs: 1 s. */
const SLOW = 40;

/** Watches over questions that one side asks over one connection, and the other answers in order. */
export interface AnswerWatch {
  /** Begins to wait for an answer; `release` is called when there will be none. */
  wait(release: () => void): void;
  /** Something was answered: this. */
  heard(release: () => void): void;
  /** Releases everybody who waits. */
  stop(): void;
}

/**
 * Makes a watch for one connection. Time is counted in looks, of which a turn of the event loop has one at most, with
 * all that has arrived read in between: a process that is kept from its turn for a second does not take its own delay
 * for the other's, and a crowd of questions is no silence for as long as the answers keep coming.
 *
 * @param onLoss is told once why the other side counts as gone: after 500 ms of silence, or when an answer takes a second
 */
export function watchAnswers(onLoss: (error: Error) => void): AnswerWatch {
  const waiting = new Map<() => void, number>();
  let looks = 0;
  let silent = 0;
  let timer: NodeJS.Timeout | undefined;

  const look = () => {
    looks += 1;
    silent += 1;
    const [oldest = looks] = waiting.values();
    if (silent >= SILENT) lose(`There was no answer for ${SILENT * PACE} ms.`);
    else if (looks - oldest >= SLOW) lose(`An answer took longer than ${SLOW * PACE} ms.`);
  };

  const lose = (message: string) => {
    rest();
    onLoss(new Error(message));
  };

  const rest = () => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    wait(release) {
      waiting.set(release, looks);
      if (timer) return;
      silent = 0;
      timer = setInterval(look, PACE).unref();
    },
    heard(release) {
      silent = 0;
      waiting.delete(release);
      if (waiting.size === 0) rest();
    },
    stop() {
      rest();
      for (const release of waiting.keys()) release();
      waiting.clear();
    },
  };
}
