import { createLimitWindows, type Seen } from './limit-windows.ts';
import { pause } from './pause.ts';

/** A request that waits, or is under way. */
export interface Ticket {
  cost: number;
  /** By `performance.now()`. */
  deadline: number;
  /** Ends its pause, and when that ends by itself. */
  goOn?: () => void;
  wakes?: number;
  /** Since when it is under way, and what was known then. */
  seen?: Seen;
}

/** Keeps requests back that the server would refuse. */
export interface Pacer {
  /**
   * Lets a request through, in the order of asking, but first those that were sent before: who shares a limit with
   * others would else be refused again and again. One whose window ends only behind its deadline is let through as
   * well: the server may know better, and its 429 says more than a time-out.
   *
   * @param deadline by `performance.now()`
   * @param onWait is told when it has to wait: how many milliseconds at least, Infinity when only an answer can tell
   * @returns what `leave` gets when it was answered, and no promise of it when it need not wait; with nothing `seen` when there are no limits, or the deadline passed before there was room
   * @throws the reason of the signal
   */
  enter(cost: number, deadline: number, signal: AbortSignal | undefined, onWait: (delay: number) => void, isAgain?: boolean): Ticket | Promise<Ticket>;
  /**
   * Takes in what an answer says.
   *
   * @param headers undefined when there was no answer, so that nobody knows whether the request was counted
   */
  leave(ticket: Ticket, headers?: Headers): void;
}

/**
 * Makes a pacer, which goes by what answers say of the limits. Requests of one client may be made for several requests
 * of somebody else's, each of which ends with what it has begun, as at the edge: so each one that waits has a timer of
 * its own, and one of which nothing is heard is given up at its deadline.
 */
export function createPacer(): Pacer {
  const windows = createLimitWindows();
  const queue: Ticket[] = [];
  const sent = new Set<Ticket>();
  let underWay = 0;

  const oldest = (): number => Math.min(...Array.from(sent, ({ seen }) => seen?.at ?? Infinity));

  /** Milliseconds until there is room, or it is time to give way; Infinity when only an answer can tell. */
  const waitOf = ({ cost, deadline }: Ticket): number => {
    const wait = windows.waitFor(cost, underWay, oldest);
    return wait < Infinity && performance.now() + wait >= deadline ? 0 : wait;
  };

  const admit = (ticket: Ticket): void => {
    ticket.seen = windows.see();
    underWay += ticket.cost;
    sent.add(ticket);
  };

  const settle = (ticket: Ticket, headers?: Headers): void => {
    const { cost, seen } = ticket;
    if (sent.delete(ticket)) underWay -= cost;
    else if (seen || !headers?.has('RateLimit')) return; // Given up before, or sent when there were no limits, as there are now.
    windows.learn(cost, seen ?? windows.see(), underWay, headers);
  };

  const settleLost = (now: number): boolean => {
    const lost = [...sent].filter(({ deadline }) => deadline <= now);
    for (const ticket of lost) settle(ticket);
    return lost.length > 0;
  };

  const proceed = (): void => {
    for (let next = queue[0]; next; next = queue[0]) {
      const wait = waitOf(next);
      const now = performance.now();
      if (wait && settleLost(now)) continue;
      if (wait && now < next.deadline) {
        for (const one of queue) if (now + wait < (one.wakes ?? 0)) one.goOn?.();
        return;
      }
      queue.shift();
      if (wait) continue;
      admit(next);
      next.goOn?.();
    }
  };

  const stand = async (ticket: Ticket, signal: AbortSignal | undefined, onWait: (delay: number) => void, isAgain: boolean): Promise<Ticket> => {
    queue.splice(isAgain ? 0 : queue.length, 0, ticket);
    proceed();
    if (!ticket.seen) onWait(waitOf(ticket));
    try {
      for (let now = performance.now(); !ticket.seen && now < ticket.deadline; now = performance.now()) {
        ticket.wakes = Math.min(now + waitOf(queue[0] ?? ticket), ticket.deadline, ...Array.from(sent, ({ deadline }) => deadline));
        await pause(ticket.wakes - now, signal, (goOn) => void (ticket.goOn = goOn));
        proceed();
      }
    } catch (error) {
      settle(ticket); // It may have been let through in the moment in which the signal ended its wait.
      throw error;
    } finally {
      if (queue.includes(ticket)) queue.splice(queue.indexOf(ticket), 1);
      proceed();
    }
    return ticket;
  };

  return {
    enter(cost, deadline, signal, onWait, isAgain = false) {
      const ticket: Ticket = { cost, deadline };
      if (windows.isOpen()) return ticket;
      if (queue.length > 0 || waitOf(ticket)) return stand(ticket, signal, onWait, isAgain);
      admit(ticket);
      return ticket;
    },

    leave(ticket, headers) {
      settle(ticket, headers);
      proceed();
    },
  };
}
