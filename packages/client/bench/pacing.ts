import { Client } from '../src/index.ts';
import type { Asked } from './servers.ts';

/** What came of calls with a key that has a limit. */
export interface Paced {
  inFlight: number;
  clients: number;
  calls: number;
  refused: number;
  /** Seconds from the first call to the last answer. */
  seconds: number;
  /** What was used of the rate that is allowed, from the beginning of the first window to that of the last one. */
  rateUsed: number;
}

/** Calls a second that a live key has, whatever its plan is. */
const LIMIT = 100;

/** Makes calls with a live key, which has 100 a second, from clients that know nothing of each other. */
export async function measurePacing({ baseUrl, liveKey }: Asked, { clients, inFlight, calls }: Pick<Paced, 'clients' | 'inFlight' | 'calls'>): Promise<Paced> {
  await new Promise((resolve) => setTimeout(resolve, 1100)); // No window is left over.
  let left = calls;
  let refused = 0;
  const sent: number[] = [];
  const onResponse = ({ status, milliseconds }: { status: number; milliseconds: number }) => {
    if (status === 429) refused += 1;
    else sent.push(performance.now() - milliseconds);
  };
  const work = async (client: Client) => {
    for (; left > 0; ) {
      left -= 1;
      await client.projects.list({ per_page: 1 });
    }
  };
  const began = performance.now();
  const all = Array.from({ length: clients }, () => new Client({ apiKey: liveKey, baseUrl, retries: 5, hooks: { onResponse } }));
  await Promise.all(all.flatMap((client) => Array.from({ length: inFlight }, () => work(client))));
  const seconds = (performance.now() - began) / 1000;

  // Where a window was used up, the next one begins with call 101, 201 and so on.
  const begins = sent.toSorted((one, other) => one - other).filter((_, index) => index % LIMIT === 0);
  const [first = 0, last = 0] = [begins[0], begins.at(-1)];
  return { inFlight, clients, calls, refused, seconds, rateUsed: (begins.length - 1) / ((last - first) / 1000) };
}
