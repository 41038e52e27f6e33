import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CompiledOperation } from '../compile-operation.ts';
import type { Principal } from '../seams.ts';

/** One request on its way through the corridor; each step adds what it found out. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Ours, on every answer and in every log line. */
  readonly requestId: string;
  /** Milliseconds since 1970, when the request came in. */
  readonly receivedAt: number;
  /** The path as it was sent, and what stands behind its `?`. */
  readonly path: string;
  readonly rawQuery: string;
  /** Headers that go with the answer, whatever it will be. */
  readonly headers: Record<string, string>;
  /** What the handler said of the request, for whoever records it. */
  readonly labels: Record<string, string>;
  operation?: CompiledOperation;
  /** The parameters of its path, as they were sent. */
  params?: Record<string, string>;
  principal?: Principal;
  /** Whether something failed while its answer was being sent, which was cut off then. */
  isBrokenOff?: boolean;
}
