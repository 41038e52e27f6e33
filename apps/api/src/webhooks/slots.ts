/** How many attempts may be under way at once in this process. A socket is cheap, and who waits for an endpoint holds nothing else. */
export interface Limits {
  /** Of all endpoints. */
  all: number;
  /** How many of those only endpoints may take that do not fail. */
  reserve: number;
  /** Of one endpoint. */
  each: number;
}

export const LIMITS: Limits = { all: 1_000, reserve: 250, each: 100 };

/** What may be begun now. */
export interface Room {
  most: number;
  /** Of one endpoint that has none under way. */
  each: number;
  /** Of the others, by endpoint; 0 for one that may begin nothing. */
  left: Readonly<Record<string, number>>;
  /** Whether only endpoints that do not fail may begin any. */
  isReserve: boolean;
}

/** How many of those may be claimed in one statement, which is to be done long before a query is given up. */
const BATCH = 200;

/**
 * Counts the attempts that are under way, so that endpoints that do not answer delay nobody else: one may hold at most a
 * quarter of what is free (dynamic thresholds, Choudhury and Hahne 1998), so that however many hang, something is free
 * for the next one; and the last part is for those that do not fail.
 */
export function countSlots({ all, reserve, each }: Limits = LIMITS) {
  const taken = new Map<string, number>();
  let total = 0;

  return {
    /** undefined when nothing may be begun. */
    room(): Room | undefined {
      const free = all - total;
      if (free === 0) return undefined;
      const most = Math.min(each, Math.ceil(free / 4));
      const left = Object.fromEntries([...taken].map(([endpoint, count]) => [endpoint, Math.max(0, most - count)]));
      return { most: Math.min(free, BATCH), each: most, left, isReserve: free <= reserve };
    },
    take(endpoint: string): void {
      taken.set(endpoint, (taken.get(endpoint) ?? 0) + 1);
      total += 1;
    },
    free(endpoint: string): void {
      const count = (taken.get(endpoint) ?? 1) - 1;
      if (count > 0) taken.set(endpoint, count);
      else taken.delete(endpoint);
      total -= 1;
    },
    /** How many are under way. */
    total: () => total,
  };
}
