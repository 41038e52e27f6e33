import { fail } from '../failure.ts';

/** What is asked of who comes in, and what is found out. */
export interface GateOptions {
  /** How many may be at work at once. */
  most: number;
  /** Milliseconds that a new request waits for its turn. */
  patience: number;
  /** Milliseconds of delay of the event loop above which new requests are refused without waiting. */
  tooLate: number;
  /** How late the event loop is. */
  delay(): number;
}

/** Lets so many requests work at once. */
export interface Gate {
  /**
   * Waits until there is room.
   *
   * @throws Failure `service_unavailable` when there is none in time, or the process is too busy to wait
   */
  enter(): Promise<Turn>;
}

/** A place among those that are at work. */
export interface Turn {
  /** Gives the place to others while something is waited for that is not ours, such as what the client still sends. */
  stepAside<T>(wait: () => Promise<T>): Promise<T>;
  leave(): void;
}

/**
 * Keeps what is begun small enough to be finished. New requests wait in line; who stepped aside comes before them and is
 * never refused, because something was done for it already.
 */
export function openGate({ most, patience, tooLate, delay }: GateOptions): Gate {
  let working = 0;
  const back: (() => void)[] = [];
  const line = new Set<() => void>();

  const next = () => {
    while (working < most) {
      const [first] = back.length > 0 ? back.splice(0, 1) : line;
      if (!first) return;
      line.delete(first);
      working += 1;
      first();
    }
  };
  const release = () => {
    working -= 1;
    next();
  };

  const turn = (): Turn => ({
    async stepAside(wait) {
      release();
      try {
        return await wait();
      } finally {
        if (working < most) working += 1;
        else await new Promise<void>((resolve) => void back.push(resolve));
      }
    },
    leave: release,
  });

  return {
    async enter() {
      if (delay() > tooLate) throw busy();
      if (working < most) working += 1;
      else await inLine();
      return turn();
    },
  };

  function inLine(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        line.delete(enter);
        reject(busy());
      }, patience);
      line.add(enter);
    });
  }
}

function busy() {
  return fail('service_unavailable', { message: 'Too many requests are being answered at the moment.' });
}
