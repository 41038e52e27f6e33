import { readItems, readParameter } from './limit-items.ts';

/** What is known of one window of the limits, and of the next one when it has ended. Times are milliseconds of `performance.now()`. */
interface Window {
  /** As the headers write it. */
  item: string;
  /** What the policy says last: how many, and the length in seconds; 0 when it says nothing. */
  quota: number;
  seconds: number;
  /** Infinity until the first answer tells of its state. */
  limit: number;
  /** What is used of it, as far as answers have told, with what they have not told of. */
  used: number;
  untold: number;
  /** When it has surely ended. A guess until an answer to a request that was sent in it tells, and Infinity without any. */
  end: number;
  isGuess: boolean;
  /** Before this it has surely not ended. What was answered afterwards may be of the next one. */
  earliestEnd: number;
  late: number;
  /** Is counted up when the next one takes its place. */
  turn: number;
}

/** What was known when a request was sent, and when that was. */
export interface Seen {
  at: number;
  turns: number[];
  used: number[];
  untold: number[];
  /** What all requests that were answered had cost. */
  done: number;
}

/** The windows of the limits, as far as answers tell of them. */
export interface LimitWindows {
  /**
   * Milliseconds until there is room for a request; Infinity when only an answer can tell.
   *
   * @param underWay what the requests cost that are under way
   * @param oldest when the first of those was sent
   */
  waitFor(cost: number, underWay: number, oldest: () => number): number;
  /** Whether answers tell of no limits. */
  isOpen(): boolean;
  /** What is known now. */
  see(): Seen;
  /**
   * Takes in what an answer says.
   *
   * @param underWay what all others cost that are under way
   * @param headers undefined when there was no answer, so that nobody knows whether the request was counted
   */
  learn(cost: number, seen: Seen, underWay: number, headers?: Headers): void;
}

/**
 * Makes what goes by `RateLimit` and `RateLimit-Policy`. A window begins with the first request that is counted, and the
 * server counts before it answers: so it has surely ended one length after the first answer, and until then there is
 * room for what is neither told as used nor under way. Whatever may belong to one window or the next is counted in both.
 */
export function createLimitWindows(): LimitWindows {
  const windows: Window[] = [];
  let policy = '';
  let isAnswered = false;
  let done = 0;

  /** One answer's policy is mostly the next one's, and then there is nothing to read. */
  const readPolicy = (field: string): void => {
    if (field === policy) return;
    policy = field;
    for (const item of readItems(field)) {
      if (windows.some((window) => window.item === item)) continue;
      windows.push({ item, quota: 0, seconds: 0, limit: Infinity, used: 0, untold: 0, end: Infinity, isGuess: true, earliestEnd: Infinity, late: 0, turn: 0 });
    }
    for (const window of windows) {
      window.quota = readParameter(field, window.item, 'q') ?? 0;
      window.seconds = readParameter(field, window.item, 'w') ?? 0;
    }
  };

  return {
    waitFor(cost, underWay, oldest) {
      const now = performance.now();
      // Until the first answer tells the limits, two requests at a time: one alone could hang, and all others behind it.
      let wait = isAnswered || !underWay || underWay + cost <= 2 ? 0 : Infinity;
      for (const window of windows) {
        if (now >= window.end) {
          const { late, seconds, earliestEnd } = window;
          if (late) turn(window, late, now + seconds * 1000, earliestEnd);
          else turn(window, 0, Infinity, Math.min(now, oldest()));
        }
        const used = window.used + underWay;
        if (used && used + cost > window.limit) wait = Math.max(wait, Math.ceil(window.end - now));
      }
      return wait;
    },

    isOpen: () => isAnswered && windows.length === 0,

    see() {
      const seen: Seen = { at: performance.now(), turns: [], used: [], untold: [], done };
      for (const { turn: of, used, untold } of windows) {
        seen.turns.push(of);
        seen.used.push(used);
        seen.untold.push(untold);
      }
      return seen;
    },

    learn(cost, seen, underWay, headers) {
      const now = performance.now();
      const field = headers?.get('RateLimit') ?? '';
      if (headers) {
        isAnswered = true;
        readPolicy(field && (headers.get('RateLimit-Policy') ?? ''));
      }
      for (const [index, window] of windows.entries()) {
        const { item, quota, seconds, earliestEnd } = window;
        const left = quota && seconds ? readParameter(field, item, 'r') : undefined;
        const leftSeconds = readParameter(field, item, 't') ?? seconds;
        const isFirst = window.limit === Infinity;
        const usedBefore = isFirst ? Infinity : seen.turns[index] === window.turn ? seen.used[index] : undefined;
        const end = now + leftSeconds * 1000;
        if (now > earliestEnd) window.late += cost;
        if (left === undefined || usedBefore === undefined) {
          // Nothing is told, or perhaps of the window before this one, in which it may be counted as well.
          window.used += cost;
          window.untold += cost;
          if (!underWay) window.end = Math.min(window.end, now + seconds * 1000);
          continue;
        }
        const used = quota - left;
        window.limit = quota;
        if (used <= usedBefore) {
          // Less is used than when it was sent, so another window has begun; what was answered meanwhile may be in it.
          const begun = isFirst ? seen.at + (leftSeconds - 1 - seconds) * 1000 : used === cost ? seen.at : earliestEnd;
          turn(window, used + done - seen.done, end, begun);
        } else {
          window.used = Math.max(window.used, used + window.untold - (seen.untold[index] ?? 0));
          window.end = window.isGuess ? end : Math.min(window.end, end);
        }
        window.isGuess = false;
      }
      done += cost;
    },
  };
}

/** Has a window's place taken by the next one, which began then or later. */
function turn(window: Window, used: number, end: number, begun: number): void {
  window.turn += 1;
  window.used = used;
  window.end = end;
  window.isGuess = true;
  window.earliestEnd = begun + window.seconds * 1000;
  window.late = 0;
}
