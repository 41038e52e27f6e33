import { setTimeout as sleep } from 'node:timers/promises';
import { sendTo } from '../e2e/harness/send.ts';

interface Needs {
  /** The URLs of the servers that run, as they are at the moment. */
  urls(): readonly string[];
  keys: readonly string[];
  /** How many projects are to be made, and acknowledged. */
  count: number;
  /** How many a second, at most. */
  rate: number;
}

/** Requests that are under way at once, at most: a busy machine makes fewer events a second, and is not flooded. */
const CROWD = 32;
/** What a server answers that has no time: to be asked again. */
const LATER = new Set([408, 503]);

/**
 * Makes projects by real requests, at an even pace, while servers come and go. A request that has no answer is made again at
 * another server: what it has made, if it has, nobody was told of.
 *
 * @returns the ids that were acknowledged
 * @throws Error when a request is refused.
 */
export async function makeEvents({ urls, keys, count, rate }: Needs): Promise<string[]> {
  const ids: string[] = [];
  const makeOne = async (number: number): Promise<void> => {
    for (;;) {
      const url = urls()[Math.floor(Math.random() * urls().length)];
      const answer = url && (await sendTo(url, 'POST', '/v1/projects', { key: keys[number % keys.length], json: { name: `Project ${number}` } }).catch(() => undefined));
      if (answer && answer.status === 201) return void ids.push(String(answer.json['id']));
      if (answer && !LATER.has(answer.status)) throw new Error(`POST /v1/projects was answered ${answer.status}: ${answer.text}`);
      await sleep(50);
    }
  };

  const started = performance.now();
  let number = 0;
  const makeSome = async () => {
    while (number < count) {
      const mine = number;
      number += 1;
      const early = (mine / rate) * 1000 - (performance.now() - started);
      if (early > 0) await sleep(early);
      await makeOne(mine);
    }
  };
  await Promise.all(Array.from({ length: CROWD }, makeSome));
  return ids;
}
