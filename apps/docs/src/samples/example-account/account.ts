import { unlessBusy } from '../run/unless-busy.ts';

/** An account of the server, by a key of its sandbox. */
export interface Account {
  key: string;
  /**
   * Sends a request, and gives the JSON of the answer.
   *
   * @throws Error that names the request and the answer, when that is no success
   */
  send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** Asks with GET, ten times a second, until the answer is what is waited for; gives that answer. */
  until<T = Record<string, unknown>>(path: string, isIt: (answer: T) => boolean): Promise<T>;
}

/** Milliseconds to wait for what workers do. */
const PATIENCE = 60_000;
const PAUSE = 100;

/** Speaks for an account. */
export function openAccount(baseUrl: string, key: string): Account {
  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const request = {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const response = await unlessBusy(() => fetch(baseUrl + path, request), ({ status }) => status === 503);
    const text = await response.text();
    if (!response.ok) throw new Error(`The example account could not be filled: ${method} ${path} was answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  async function until<T>(path: string, isIt: (answer: T) => boolean): Promise<T> {
    for (const end = Date.now() + PATIENCE; ; ) {
      const answer = await send<T>('GET', path);
      if (isIt(answer)) return answer;
      if (Date.now() > end) throw new Error(`The example account could not be filled: GET ${path} is after ${PATIENCE / 1_000} s still ${JSON.stringify(answer)}`);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  return { key, send, until };
}
