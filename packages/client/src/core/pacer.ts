import { pause } from './pause.ts';
import { readLimitItems } from './limit-items.ts';

/** How long the first request of all is waited for, whose answer tells the limits, before others follow it unseen. Milliseconds. */
const FIRST_ANSWER = 5000;

/** What is known of one window of the limits. Another takes its place when it has ended. Times are milliseconds of `performance.now()`. */
interface Window {
  limit: number;
  length: number;
  /** What is used of it, as far as answers have told. */
  used: number;
  /** When it has surely ended; Infinity until the first answer to a request that may have begun it. */
  end: number;
}

/** A request that is under way, and what was known when it was sent. */
export interface Ticket {
  cost: number;
  done: number;
  /** The windows, and what was used of them. */
  seen: ReadonlyMap<Window, number>;
}

/** Keeps requests back that the server would refuse. */
export interface Pacer {
  /**
   * Lets a request through, in the order of asking. One whose window ends only behind its deadline is let through as
   * well: the server may know better, and its 429 says more than a time-out.
   *
   * @param deadline by `performance.now()`
   * @param onWait is told when it has to wait: how many milliseconds, as far as is known
   * @returns undefined when the deadline has passed in the queue
   * @throws the reason of the signal
   */
  enter(cost: number, deadline: number, signal: AbortSignal | undefined, onWait: (delay: number) => void): Promise<Ticket | undefined>;
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
  const windows = new Map<string, Window>();
  const queue: Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTold = false;
  let firstSent = 0;
  let underWay = 0;
  let done = 0;

  /** Milliseconds until there is room, or it is time to give way; Infinity when only an answer can tell. */
  const waitOf = ({ cost, deadline }: Waiting): number => {
    const now = performance.now();
    let wait = 0;
    if (!isTold) wait = underWay && Math.max(0, firstSent + FIRST_ANSWER - now);
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
        if (wait < Infinity) timer = setTimeout(proceed, wait);
        return;
      }
      queue.shift();
      admit(next);
    }
  };

  const admit = (waiting: Waiting): void => {
    const { cost } = waiting;
    if (!underWay) firstSent = performance.now();
    underWay += cost;
    waiting.ticket = { cost, done, seen: new Map([...windows.values()].map((window) => [window, window.used])) };
    waiting.goOn?.();
  };

  return {
    async enter(cost, deadline, signal, onWait) {
      const waiting: Waiting = { cost, deadline };
      const wait = waitOf(waiting);
      if (queue.length || wait) {
        onWait(wait < Infinity ? wait : 0);
        try {
          await pause(deadline - performance.now(), signal, (goOn) => {
            waiting.goOn = goOn;
            queue.push(waiting);
            proceed();
          });
        } finally {
          if (!waiting.ticket) queue.splice(queue.indexOf(waiting), 1);
          proceed();
        }
      } else admit(waiting);
      return waiting.ticket;
    },

    leave({ cost, done: doneBefore, seen }, headers) {
      const now = performance.now();
      isTold ||= headers !== undefined;
      const items = readLimitItems(`${headers?.get('RateLimit-Policy')},${headers?.get('RateLimit')}`);
      for (const [name, { q, w, r = 0, t = w }] of items) {
        if (q && w && t && !windows.has(name)) windows.set(name, { limit: q, length: w * 1000, used: q - r - cost, end: now + t * 1000 });
      }
      for (const [name, window] of windows) {
        const { q = window.limit, r, t = window.length / 1000 } = items.get(name) ?? {};
        const usedBefore = seen.get(window);
        const used = q - (r ?? 0);
        window.limit = q;
        if (r === undefined || usedBefore === undefined) {
          // Nothing is told, or perhaps of the window before this one, in which it may be counted too.
          window.used += cost;
          window.end = Math.min(window.end, now + window.length);
        } else if (used <= usedBefore) {
          // Less is used than when it was sent, so another window has begun; what was answered meanwhile may be in it.
          windows.set(name, { ...window, used: used + done - doneBefore, end: now + t * 1000 });
        } else {
          window.used = Math.max(window.used, used);
          window.end = Math.min(window.end, now + t * 1000);
        }
      }
      underWay -= cost;
      done += cost;
      proceed();
    },
  };
}

interface Waiting {
  cost: number;
  deadline: number;
  goOn?: () => void;
  ticket?: Ticket;
}
