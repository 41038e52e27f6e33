import { LONGEST, pause } from './pause.ts';
import { readItems, readParameter } from './limit-items.ts';

/** What is known of one of the limits' windows. Times are milliseconds of `performance.now()`. */
interface Window {
  /** As the headers write it. */
  item: string;
  /** What the policy says last: how many, and the length in seconds; 0 when it says nothing. */
  quota: number;
  seconds: number;
  /** Infinity until the first answer tells of its state. */
  limit: number;
  /** What is used of it, as far as answers have told. */
  used: number;
  /** When it has surely ended; Infinity until the first answer to a request that may have begun it. */
  end: number;
  /** Is counted up when it has ended, and another takes its place. */
  turn: number;
}

/** A request that waits, or is under way. */
export interface Ticket {
  cost: number;
  /** By `performance.now()`. */
  deadline: number;
  /** Ends its wait. */
  goOn?: () => void;
  /** When it was sent: the windows' turns, what was used of each, and what all answered requests had cost. */
  seen?: { turns: number[]; used: number[]; done: number };
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
  enter(cost: number, deadline: number, signal: AbortSignal | undefined, onWait: (delay: number) => void): Ticket | Promise<Ticket>;
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
  const windows: Window[] = [];
  const queue: Ticket[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let policy = '';
  let isAnswered = false;
  let underWay = 0;
  let done = 0;

  /** Milliseconds until there is room, or it is time to give way; Infinity when only an answer can tell. */
  const waitOf = ({ cost, deadline }: Ticket): number => {
    const now = performance.now();
    // Until the first answer tells the limits, two requests at a time: one alone could hang, and all others behind it.
    let wait = isAnswered || !underWay || underWay + cost <= 2 ? 0 : Infinity;
    for (const window of windows) {
      if (now >= window.end) turn(window, 0, Infinity);
      const used = window.used + underWay;
      if (used && used + cost > window.limit) wait = Math.max(wait, Math.ceil(window.end - now));
    }
    return wait < Infinity && now + wait >= deadline ? 0 : wait;
  };

  const admit = (ticket: Ticket): void => {
    underWay += ticket.cost;
    ticket.seen = { turns: windows.map((window) => window.turn), used: windows.map((window) => window.used), done };
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
      admit(next);
      next.goOn?.();
    }
  };

  const stand = async (ticket: Ticket, signal: AbortSignal | undefined, onWait: (delay: number) => void): Promise<Ticket> => {
    queue.push(ticket);
    proceed();
    onWait(waitOf(ticket));
    try {
      await pause(ticket.deadline - performance.now(), signal, (goOn) => void (ticket.goOn = goOn));
    } finally {
      if (!ticket.seen) queue.splice(queue.indexOf(ticket), 1);
      proceed();
    }
    return ticket;
  };

  /** One answer's policy is mostly the next one's, and then there is nothing to read. */
  const readPolicy = (field: string): void => {
    if (field === policy) return;
    policy = field;
    for (const item of readItems(field)) {
      if (!windows.some((window) => window.item === item)) windows.push({ item, quota: 0, seconds: 0, limit: Infinity, used: 0, end: Infinity, turn: 0 });
    }
    for (const window of windows) {
      window.quota = readParameter(field, window.item, 'q') ?? 0;
      window.seconds = readParameter(field, window.item, 'w') ?? 0;
    }
  };

  return {
    enter(cost, deadline, signal, onWait) {
      const ticket: Ticket = { cost, deadline };
      if (queue.length > 0 || waitOf(ticket)) return stand(ticket, signal, onWait);
      admit(ticket);
      return ticket;
    },

    leave({ cost, seen }, headers) {
      if (!seen) return;
      const now = performance.now();
      const field = headers?.get('RateLimit') ?? '';
      if (headers) {
        isAnswered = true;
        readPolicy(headers.get('RateLimit-Policy') ?? '');
      }
      underWay -= cost;
      for (const [index, window] of windows.entries()) {
        const { item, quota, seconds } = window;
        const left = quota && seconds ? readParameter(field, item, 'r') : undefined;
        const usedBefore = window.limit === Infinity ? Infinity : seen.turns[index] === window.turn ? seen.used[index] : undefined;
        const end = now + (readParameter(field, item, 't') ?? seconds) * 1000;
        if (left === undefined || usedBefore === undefined) {
          // Nothing is told, or perhaps of the window before this one, in which it may be counted as well.
          window.used += cost;
          if (!underWay) window.end = Math.min(window.end, now + seconds * 1000);
        } else if (quota - left <= usedBefore) {
          // Less is used than when it was sent, so another window has begun; what was answered meanwhile may be in it.
          window.limit = quota;
          turn(window, quota - left + done - seen.done, end);
        } else {
          window.limit = quota;
          window.used = Math.max(window.used, quota - left);
          window.end = Math.min(window.end, end);
        }
      }
      done += cost;
      proceed();
    },
  };
}

function turn(window: Window, used: number, end: number): void {
  window.turn += 1;
  window.used = used;
  window.end = end;
}
