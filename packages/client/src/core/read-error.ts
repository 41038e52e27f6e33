import { ApiError } from './api-error.ts';
import type { ErrorAnswer, ErrorClass, ErrorDetail } from './operation.ts';

/** The body of an error answer, as the contract has it. */
type Body = Partial<{ code: string; message: string; details: ErrorDetail[]; request_id: string; doc_url: string }>;

/**
 * Makes the error of an answer: of its code's class, else of its status's, else an `ApiError`. What is no answer of our
 * own, such as a proxy's page, is told by its status.
 *
 * @param classes where its class is looked for
 */
export async function readError(response: Response, classes: readonly ErrorClass[], call: Pick<ErrorAnswer, 'operation' | 'attempts'>): Promise<ApiError> {
  const { status, statusText, headers } = response;
  const { code = '', message = `The answer was ${statusText}`, details = [], request_id, doc_url } = readBody(await response.text());
  const ofCode = classes.find((one) => code && one.code === code);
  const some = classes.find((one) => one.status === status);
  // The class of a code extends that of its status.
  const ofStatus = some?.code ? (Object.getPrototypeOf(some) as ErrorClass) : some;

  return new (ofCode ?? ofStatus ?? ApiError)({
    ...call,
    status,
    code,
    message,
    details,
    requestId: request_id ?? headers.get('X-Request-Id') ?? undefined,
    docUrl: doc_url,
    retryable: ofCode?.retryable ?? (status === 408 || status === 429 || status >= 500 || headers.has('Retry-After')),
    headers,
  });
}

function readBody(text: string): Body {
  try {
    return (JSON.parse(text) as { error?: Body }).error ?? {};
  } catch {
    return {}; // Whoever stands in front of the API has pages of its own.
  }
}
