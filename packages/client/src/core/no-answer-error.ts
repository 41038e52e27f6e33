import { PlumblineError } from './plumbline-error.ts';

/** Where a call ended that got no answer. */
export interface NoAnswer {
  /** The operationId, or method and path template of what went through `client.http`. */
  operation: string;
  /** How often the request was sent. */
  attempts: number;
  cause?: unknown;
}

/** A call that ended without an answer. Whether the server has done something is not known, unless nothing was sent. */
export abstract class NoAnswerError extends PlumblineError {
  readonly operation: string;
  readonly attempts: number;
  override readonly retryable = true;

  constructor(what: string, { operation, attempts, cause }: NoAnswer) {
    super(`${what} (${operation}, sent ${attempts} times)`, { cause });
    this.operation = operation;
    this.attempts = attempts;
  }
}

/** There was no answer, or not a whole one: no connection, a connection that broke, or an answer that cannot be read. */
export class ConnectionError extends NoAnswerError {
  static override readonly name = 'ConnectionError';
}

/** The answer took longer than `timeout`, or the call as a whole longer than `maxTime`. */
export class TimeoutError extends NoAnswerError {
  static override readonly name = 'TimeoutError';
}

/** The caller's signal ended the call; its reason is the `cause`. */
export class AbortError extends NoAnswerError {
  static override readonly name = 'AbortError';
}
