import { ApiError } from './api-error.ts';
import type { ErrorAnswer, ErrorClass, ErrorDetail } from './operation.ts';

/** The body of an error answer, as the contract has it. */
type Body = Partial<{ code: string; message: string; details: ErrorDetail[]; request_id: string; doc_url: string }>;

/**
 * Makes the error of an answer: of its code's class, else of its status's, else an `ApiError`. What is no answer of our
 * own, such as a proxy's page, is told by its status.
 *
 * @param text the body
 * @param classes where its class is looked for
 */
export function readError({ status, statusText, headers }: Response, text: string, classes: readonly ErrorClass[], call: Pick<ErrorAnswer, 'operation' | 'attempts'>): ApiError {
  let body: Body = {};
  try {
    body = (JSON.parse(text) as { error?: Body }).error ?? {};
  } catch {
    // Whoever stands in front of the API has pages of its own.
  }
  const { code = '', message = statusText, details = [], doc_url } = body;
  const ofCode = classes.find((one) => one.code === code);
  const some = classes.find((one) => one.status === status);
  // The class of a code extends that of its status.
  const ofStatus = some?.code ? (Object.getPrototypeOf(some) as ErrorClass) : some;

  return new (ofCode ?? ofStatus ?? ApiError)({
    ...call,
    status,
    code,
    message,
    details,
    requestId: requestIdOf(headers),
    docUrl: doc_url,
    retryable: ofCode?.retryable ?? (status === 408 || status === 429 || status >= 500 || headers.has('Retry-After')),
    headers,
  });
}

/** What an answer is to be quoted to support by. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get('X-Request-Id') ?? undefined;
}
