import type { CatalogueEntry, KitCode } from './contract.ts';
import type { Failure } from './failure.ts';
import { joinHeaders } from './corridor/join-headers.ts';
import type { Rendered } from './corridor/render.ts';

/** Seconds after which a client may try again when something that the service needs is out of reach. */
const RETRY_AFTER = '1';

/**
 * Writes a failure as the envelope that every error has: `{ error: { code, message, details?, request_id, doc_url } }`.
 *
 * @param headers those that go with every answer of this request; the failure's own are added
 */
export function errorAnswer(
  failure: Failure,
  catalogue: Readonly<Record<string, CatalogueEntry>>,
  requestId: string,
  docUrl: (code: string) => string,
  headers: Readonly<Record<string, string>>,
): Rendered {
  const entry = catalogue[failure.code];
  if (!entry) throw new Error(`The error code \`${failure.code}\` is not in the catalogue.`);
  const error = {
    code: failure.code,
    message: failure.explained ? failure.message : `${entry.title}.`,
    ...(failure.details && { details: failure.details }),
    request_id: requestId,
    doc_url: docUrl(failure.code),
  };
  const unavailable: KitCode = 'service_unavailable';
  return {
    status: entry.status,
    headers: joinHeaders(headers, {
      ...(failure.code === unavailable && { 'Retry-After': RETRY_AFTER }),
      ...failure.headers,
      'Content-Type': 'application/json',
    }),
    body: JSON.stringify({ error }),
  };
}
