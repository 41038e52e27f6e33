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
  /** What sends the requests; the platform's `fetch` when it is left out. It gets a Request of what goes through `client.http`, an address of all else. */
  fetch?: (input: string | Request, init: RequestInit) => Promise<Response>;
  hooks?: Hooks;
  /** What is logged: `warn`. */
  logLevel?: LogLevel;
  /** What is logged to: `console`. */
  logger?: Logger;
}

/**
 * Makes what gives a key or token; undefined where there is none, since some operations need none.
 *
 * @throws TypeError when the key cannot stand in a header
 */
export function credentialsOf({ apiKey = readVariable('PLUMBLINE_API_KEY'), accessToken }: ClientOptions): ClientOptions['accessToken'] {
  if (accessToken || apiKey === undefined) return accessToken;
  if (!/^[!-~]+$/.test(apiKey)) throw new TypeError('apiKey must be as it was shown.');
  return () => apiKey;
}

/**
 * The address of the API, without a slash at its end.
 *
 * @param otherwise what the contract says
 * @throws TypeError when it is no absolute URL
 */
export function baseUrlOf({ baseUrl = readVariable('PLUMBLINE_BASE_URL') }: ClientOptions, otherwise: string): string {
  const url = baseUrl ?? otherwise;
  if (!URL.canParse(url)) throw new TypeError(`baseUrl must be an absolute URL, not ${url}.`);
  return url.replace(/\/+$/, '');
}

/** Reads a variable that is not empty. Where there is no environment, or it may not be read (Deno), there is none. */
function readVariable(name: string): string | undefined {
  try {
    return process.env[name] || undefined;
  } catch {
    return undefined;
  }
}
