import { writeBehind } from '../background/write-behind.ts';
import type { Store } from '../store/store.ts';

/** Notes when keys were used, off the way of the requests that use them. */
export interface KeyUse {
  note(keyId: string, at: Date): void;
  /** Writes what is left, then notes nothing more. */
  close(): Promise<void>;
}

interface Needs {
  keys: Pick<Store['keys'], 'touch'>;
  /** Is told why nothing could be written, once until it works again. */
  onFailure(error: unknown): void;
  /** Milliseconds between two writes. */
  interval?: number;
  /** How many keys are kept while the database is out of reach; of more, those whose use is longest ago are forgotten. */
  most?: number;
}

/**
 * Collects the uses of keys and writes them once a second, in one statement. What cannot be written is kept for the
 * next time. The timer does not keep the process alive.
 */
export function keyUse({ keys, onFailure, interval = 1_000, most = 10_000 }: Needs): KeyUse {
  let uses = new Map<string, Date>();

  const keep = (keyId: string, at: Date) => {
    // Behind the others, since a map is read in the order in which its keys were added.
    uses.delete(keyId);
    uses.set(keyId, at);
    const [oldest] = uses.keys();
    if (uses.size > most && oldest !== undefined) uses.delete(oldest);
  };

  const { schedule, close } = writeBehind({
    interval,
    onFailure,
    write: (taken) => keys.touch(taken),
    take() {
      if (uses.size === 0) return undefined;
      const taken = uses;
      uses = new Map();
      return taken;
    },
    putBack(taken) {
      const newer = uses;
      uses = taken;
      for (const [keyId, at] of newer) keep(keyId, at);
    },
  });

  return {
    note(keyId, at) {
      keep(keyId, at);
      schedule();
    },
    close,
  };
}
