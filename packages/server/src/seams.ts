import type { ContractBreach } from './contract-breach.ts';
import type { Failure } from './failure.ts';
import type { Repeat } from './idempotency/idempotency.ts';

/** Who calls. The application's principal has more; the kit needs only this. */
export interface Principal {
  readonly scopes: readonly string[];
  /** Whose requests are counted together, or null when they are not limited. */
  readonly limitKey: string | null;
  /** The plan that the limits of a policy are chosen by, where it has one for each. */
  readonly plan: string;
  /** What the first window of a policy has for this caller, or null for as much as the policy says. */
  readonly limit: number | null;
  /** Whether the credential is good for the whole account, and not bound to a part of it. */
  readonly wholeAccount: boolean;
  /** Why a credential that is right is of no use all the same: of the codes that the operations declare for a 403. */
  readonly refusal?: Failure | undefined;
}

/** One fixed window of a policy, as it is for one caller: at most `limit` in `seconds`. */
export interface Window {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

/** How one window stands. */
export interface WindowState {
  /** What is left in it, 0 or more. */
  readonly remaining: number;
  /** Milliseconds until it ends, as a whole window ahead where it has not begun. */
  readonly resetAfter: number;
  /** When that is, in milliseconds since 1970; the same for as long as the window lasts. */
  readonly resetAt: number;
}

/** What a limiter says of one request. */
export interface Verdict {
  readonly allowed: boolean;
  /** In the order in which they were given. */
  readonly windows: readonly WindowState[];
}

/** Counts requests. */
export interface Limiter {
  /**
   * Counts a request of this cost in every window of a policy or, when one of them has not so much left, in none.
   * A cost of 0 only looks. What costs more than a whole window costs just that, so that waiting always helps.
   * A window begins with the first request that is counted in it.
   */
  consume(key: string, cost: number, policy: string, windows: readonly Window[]): Promise<Verdict>;
}

/** Where the kit writes what happened: pino and its like. */
export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A request whose response has closed, with nothing in it that a client can have put a secret into but `params`. */
export interface RequestRecord<Caller extends Principal> {
  readonly requestId: string;
  /** Milliseconds since 1970, when it came in. */
  readonly receivedAt: number;
  readonly durationMs: number;
  readonly method: string;
  /** The operation, the base path of its version and its path as the contract has it; undefined where there is none. */
  readonly operationId: string | undefined;
  readonly basePath: string | undefined;
  readonly path: string | undefined;
  /** The parameters of the path as they were sent, decoded and not checked. */
  readonly params: Readonly<Record<string, string>>;
  /** 499 when the client went away before it had its answer, 500 when something failed while it was being sent. */
  readonly status: number;
  /** Who called; undefined where nobody was let in. */
  readonly principal: Caller | undefined;
  /** What the handler said of it with `label`. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A request of which nothing is known yet but its operation. */
export interface TracedRequest extends Pick<RequestRecord<Principal>, 'requestId' | 'receivedAt' | 'method'> {
  /** The operation, the base path of its version and its path as the contract has it. */
  readonly operationId: string;
  readonly basePath: string;
  readonly path: string;
  /** The header as it was sent, and not checked (W3C Trace Context). */
  readonly traceparent: string | undefined;
}

/** What the kit is given from outside, so that a test can put something else there. */
export interface Seams<Caller extends Principal> {
  /**
   * Tells who a bearer token belongs to, or undefined when it is not valid (RFC 6750).
   *
   * @param from the address that the request came from
   */
  authenticate(token: string, from: { address: string }): Promise<Caller | undefined>;
  /** Whether a proxy at this address is believed in what it says of who is behind it; without this, none is. */
  trustsProxy?(address: string): boolean;
  /** Whether what did not come over HTTPS is refused, as a trusted proxy tells in `X-Forwarded-Proto`. */
  httpsOnly?: boolean;
  /** The key that cursors are sealed with (HMAC-SHA256), the same in every process; asked for on first use. */
  cursorKey(): Promise<Uint8Array>;
  limiter: Limiter;
  /** Keeps the answers of operations that declare it; without this, none may. */
  repeat?: Repeat<Caller>;
  log: Log;
  /** Whether an error means that something the service needs is out of reach: 503 instead of 500. */
  isUnavailable(error: unknown): boolean;
  /** Milliseconds since 1970. */
  now(): number;
  /** The page that explains an error code. */
  docUrl(code: string): string;
  /** Is told of every breach of the contract, after it was logged. A test fails on one. */
  onBreach?(breach: ContractBreach): void;
  /** Is told of every request once, when its response closes. Nobody waits for it; what it throws is logged. */
  record?(request: RequestRecord<Caller>): void;
  /**
   * Does what is done for a request of an operation, within whatever is to surround it: a trace. It gives what the work
   * gives, and throws what it throws. `record` is told of the same `requestId` when the response has closed.
   */
  trace?<T>(request: TracedRequest, work: () => Promise<T>): Promise<T>;
}

/** In development and test every answer is checked against the contract before it is sent. */
export type Mode = 'development' | 'test' | 'production';
