import type { ErrorAnswer, ErrorDetail } from './operation.ts';
import { PlumblineError } from './plumbline-error.ts';

/** An error answer of the API. Each status that the contract has is a class below it, and each code a class below that. */
export class ApiError extends PlumblineError {
  static override readonly name: string = 'ApiError';
  declare static readonly status: number;
  declare static readonly code?: string;
  declare static readonly retryable?: boolean;

  declare readonly status: number;
  /** The stable name of the error, to be compared in code; empty when the answer had none, as from a proxy. */
  declare readonly code: string;
  /** To be quoted to support. */
  declare readonly requestId: string | undefined;
  /** One entry for each fault of the request. */
  declare readonly details: readonly ErrorDetail[];
  /** The page that explains the code. */
  declare readonly docUrl: string | undefined;
  /** The operationId. */
  declare readonly operation: string;
  declare readonly headers: Headers;
  /** How often the request was sent. */
  declare readonly attempts: number;

  constructor({ message, ...answer }: ErrorAnswer) {
    const { operation, status, code, requestId, docUrl } = answer;
    super(`${message} (${[operation, status, code, requestId, docUrl].filter(Boolean).join(', ')})`);
    Object.assign(this, answer);
  }
}
