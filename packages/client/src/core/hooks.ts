import type { PlumblineError } from './plumbline-error.ts';

/** One attempt of a call, as hooks are told of it. */
export interface AttemptInfo {
  /** The operationId, or method and path template of what goes through `client.http`. */
  operation: string;
  method: string;
  url: string;
  /** From 1. */
  attempt: number;
}

export interface ResponseInfo extends AttemptInfo {
  status: number;
  headers: Headers;
  requestId: string | undefined;
  /** From sending the request until the headers of the answer were there. */
  milliseconds: number;
}

export interface RetryInfo extends AttemptInfo {
  /** Milliseconds until the next attempt. */
  delay: number;
  /** What this attempt came to. */
  error: PlumblineError;
}

export interface WaitInfo extends AttemptInfo {
  /** Milliseconds until a window ends, as far as is known; 0 when only an answer can tell. Others may wait in front. */
  delay: number;
}

/** What can look on. None of it changes how a call goes: what a hook throws is logged as an error. */
export interface Hooks {
  /** Before each attempt. Headers that it gives are sent with it, such as `traceparent`. */
  onRequest?(info: AttemptInfo): Readonly<Record<string, string>> | void;
  /** When the headers of an answer are there, whatever its status. */
  onResponse?(info: ResponseInfo): void;
  /** Before the wait for another attempt. */
  onRetry?(info: RetryInfo): void;
  /** When pacing keeps a request back. */
  onWait?(info: WaitInfo): void;
}
