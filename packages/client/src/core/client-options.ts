import type { Hooks } from './hooks.ts';
import type { Logger, LogLevel } from './log.ts';

/** How a client reaches the API, and what its calls do when they are told nothing else. */
export interface ClientOptions {
  /** `sk_live_…`, or `sk_test_…` for the sandbox; `PLUMBLINE_API_KEY` of the environment when it is left out. */
  apiKey?: string;
  /** Gives an OAuth access token for each attempt, instead of a key. */
  accessToken?: () => string | Promise<string>;
  /** Where the API is, version included; `PLUMBLINE_BASE_URL` of the environment when it is left out, else what the contract says. */
  baseUrl?: string;
  /** Milliseconds that one attempt may take: 60,000. */
  timeout?: number;
  /** Milliseconds that a call may take with all its attempts and waits: 300,000. */
  maxTime?: number;
  /** How often a request is sent again: 2. */
  retries?: number;
  /** Whether calls wait for a rate-limit window rather than run into a 429: true. */
  pacing?: boolean;
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>>;
  /** What sends the requests; the platform's `fetch` when it is left out. */
  fetch?: (input: string | Request, init: RequestInit) => Promise<Response>;
  hooks?: Hooks;
  /** What is logged: `warn`. */
  logLevel?: LogLevel;
  /** What is logged to: `console`. */
  logger?: Logger;
}

/**
 * Reads a variable of the environment; undefined where there is none. Deno throws where the program may not read it,
 * which is as good as none.
 */
export function readVariable(name: string): string | undefined {
  try {
    return typeof process === 'object' ? process.env?.[name] : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes what gives the value of `Authorization`; undefined without credentials, with which public operations can be called.
 *
 * @throws TypeError when the key cannot stand in a header
 */
export function authorizer({ apiKey, accessToken }: ClientOptions): (() => string | Promise<string>) | undefined {
  if (accessToken) return async () => `Bearer ${await accessToken()}`;
  const key = apiKey ?? readVariable('PLUMBLINE_API_KEY');
  if (key === undefined) return undefined;
  if (!/^[\w~+/.-]+=*$/.test(key)) throw new TypeError('apiKey is empty or has characters that no key has.');
  return () => `Bearer ${key}`;
}

/**
 * The address of the API, without a slash at its end.
 *
 * @throws TypeError when it is no absolute URL
 */
export function readBaseUrl(given: string | undefined, otherwise: string): string {
  const url = given ?? (readVariable('PLUMBLINE_BASE_URL') || otherwise);
  if (!URL.canParse(url)) throw new TypeError(`baseUrl must be an absolute URL, but is ${JSON.stringify(url)}.`);
  return url.replace(/\/+$/, '');
}
