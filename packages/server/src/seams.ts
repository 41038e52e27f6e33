import type { ContractBreach } from './contract-breach.ts';

/** Who calls. The application's principal has more; the kit needs only this. */
export interface Principal {
  readonly scopes: readonly string[];
  /** Whose requests are counted together, or null when they are not limited. */
  readonly limitKey: string | null;
  /** How many requests a window has for this caller, or null for as many as the operation's policy says. */
  readonly limit: number | null;
  /** Whether the credential is good for the whole account, and not bound to a part of it. */
  readonly wholeAccount: boolean;
}

/** What a limiter says of one request. */
export interface Verdict {
  allowed: boolean;
  /** Requests left in the window, 0 or more. */
  remaining: number;
  /** Milliseconds until the window ends. */
  resetAfter: number;
}

/** Counts requests. */
export interface Limiter {
  /**
   * Counts a request of this cost against a policy (`limit` requests in `window` seconds).
   * A request that is not allowed is not counted.
   */
  consume(key: string, cost: number, policy: { name: string; limit: number; window: number }): Promise<Verdict>;
}

/** Where the kit writes what happened: pino and its like. */
export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the kit is given from outside, so that a test can put something else there. */
export interface Seams<Caller extends Principal> {
  /**
   * Tells who a bearer token belongs to, or undefined when it is not valid (RFC 6750).
   *
   * @param from the address that the request came from
   * @throws Failure with a code that the operations declare, when the caller is known and refused all the same
   */
  authenticate(token: string, from: { address: string }): Promise<Caller | undefined>;
  /** Whether a proxy at this address is believed in what it says of who is behind it; without this, none is. */
  trustsProxy?(address: string): boolean;
  /** The key that cursors are sealed with (HMAC-SHA256), the same in every process; asked for on first use. */
  cursorKey(): Promise<Uint8Array>;
  limiter: Limiter;
  log: Log;
  /** Whether an error means that something the service needs is out of reach: 503 instead of 500. */
  isUnavailable(error: unknown): boolean;
  /** Milliseconds since 1970. */
  now(): number;
  /** The page that explains an error code. */
  docUrl(code: string): string;
  /** Is told of every breach of the contract, after it was logged. A test fails on one. */
  onBreach?(breach: ContractBreach): void;
}

/** In development and test every answer is checked against the contract before it is sent. */
export type Mode = 'development' | 'test' | 'production';
