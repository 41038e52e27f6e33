import { LONGEST, pause } from './pause.ts';
import { readLimitItems } from './limit-items.ts';

/** What is known of one window of the limits. Another takes its place when it has ended. Times are milliseconds of `performance.now()`. */
interface Window {
  limit: number;
  length: number;
  /** What is used of it, as far as answers have told. */
  used: number;
  /** When it has surely ended; Infinity until the first answer to a request that may have begun it. */
  end: number;
}

/** A request that waits, or is under way. */
export interface Ticket {
  cost: number;
  /** By `performance.now()`. */
  deadline: number;
  /** Ends its wait. */
  goOn?: () => void;
  /** When it was sent: the windows with what was used of them, and what all answered requests had cost. */
  seen?: { used: ReadonlyMap<Window, number>; done: number };
}

/** Keeps requests back that the server would refuse. */
export interface Pacer {
  /**
   * Lets a request through, in the order of asking. One whose window ends only behind its deadline is let through as
   * well: the server may know better, and its 429 says more than a time-out.
   *
   * @param deadline by `performance.now()`
   * @param onWait is told when it has to wait: how many milliseconds at least, Infinity when only an answer can tell
   * @returns what `leave` gets when it was answered; with nothing `seen` when the deadline passed before there was room
   * @throws the reason of the signal
   */
  enter(cost: number, deadline: number, signal: AbortSignal | undefined, onWait: (delay: number) => void): Promise<Ticket>;
  /**
   * Takes in what an answer says.
   *
   * @param headers undefined when there was no answer, so that nobody knows whether the request was counted
   */
  leave(ticket: Ticket, headers?: Headers): void;
}

/**
 * Makes a pacer, which goes by what answers say in `RateLimit` and `RateLimit-Policy`. A window begins with the first
 * request that is counted, and the server counts before it answers: so it has surely ended one length after the first
 * answer, and until then there is room for what is neither told as used nor under way.
 */
export function createPacer(): Pacer {
  // Until the first answer tells the limits, two requests at a time: one alone could hang, and all others behind it.
  const windows = new Map<string, Window>([['', { limit: 2, length: 0, used: 0, end: Infinity }]]);
  const queue: Ticket[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay = 0;
  let done = 0;

  /** Milliseconds until there is room, or it is time to give way; Infinity when only an answer can tell. */
  const waitOf = ({ cost, deadline }: Ticket): number => {
    const now = performance.now();
    let wait = 0;
    for (const [name, known] of windows) {
      const window = now < known.end ? known : { ...known, used: 0, end: Infinity };
      windows.set(name, window);
      const used = window.used + underWay;
      if (used && used + cost > window.limit) wait = Math.max(wait, Math.ceil(window.end - now));
    }
    return wait < Infinity && now + wait >= deadline ? 0 : wait;
  };

  const proceed = (): void => {
    clearTimeout(timer);
    for (let next = queue[0]; next; next = queue[0]) {
      const wait = waitOf(next);
      if (wait) {
        timer = setTimeout(proceed, Math.min(wait, LONGEST));
        return;
      }
      queue.shift();
      underWay += next.cost;
      next.seen = { used: new Map([...windows.values()].map((window) => [window, window.used])), done };
      next.goOn?.();
    }
  };

  return {
    async enter(cost, deadline, signal, onWait) {
      const ticket: Ticket = { cost, deadline };
      queue.push(ticket);
      proceed();
      if (!ticket.seen) {
        onWait(waitOf(ticket));
        try {
          await pause(deadline - performance.now(), signal, (goOn) => void (ticket.goOn = goOn));
        } finally {
          if (!ticket.seen) queue.splice(queue.indexOf(ticket), 1);
          proceed();
        }
      }
      return ticket;
    },

    leave({ cost, seen }, headers) {
      if (!seen) return;
      const now = performance.now();
      const items = readLimitItems(`${headers?.get('RateLimit-Policy')},${headers?.get('RateLimit')}`);
      if (headers) windows.delete('');
      underWay -= cost;
      for (const name of new Set([...windows.keys(), ...items.keys()])) {
        const window = windows.get(name);
        const { q = 0, w = 0, r = 0, t = w } = items.get(name) ?? {};
        const usedBefore = window ? seen.used.get(window) : Infinity;
        const used = q - r;
        const end = now + t * 1000;
        if (q && w && usedBefore !== undefined && used <= usedBefore) {
          // Less is used than when it was sent, so another window has begun; what was answered meanwhile may be in it.
          windows.set(name, { limit: q, length: w * 1000, used: used + done - seen.done, end });
        } else if (window && q && usedBefore !== undefined) {
          window.limit = q;
          window.used = Math.max(window.used, used);
          window.end = Math.min(window.end, end);
        } else if (window) {
          // Nothing is told, or perhaps of the window before this one, in which it may be counted as well.
          window.used += cost;
          if (!underWay) window.end = Math.min(window.end, now + window.length);
        }
      }
      done += cost;
      proceed();
    },
  };
}
