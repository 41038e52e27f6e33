import type { CatalogueEntry } from './contract.ts';
import { ContractBreach } from './contract-breach.ts';
import { checkAnswer } from './corridor/check-answer.ts';
import type { Exchange } from './corridor/exchange.ts';
import { judgeError } from './corridor/judge-error.ts';
import { send } from './corridor/send.ts';
import { errorAnswer } from './error-answer.ts';
import { fail } from './failure.ts';
import type { Mode, Principal, Seams } from './seams.ts';

/**
 * Answers an error, whoever threw it, and logs what the caller is not told. In development and test the answer is
 * held against the contract like any other; it is sent all the same, because there is nothing to send in its place.
 *
 * @param fallback the catalogue for what goes wrong before an operation is known
 */
export function answerError<Caller extends Principal>(
  error: unknown,
  exchange: Exchange,
  fallback: Readonly<Record<string, CatalogueEntry>>,
  { log, isUnavailable, docUrl, onBreach }: Seams<Caller>,
  mode: Mode,
): void {
  const { request, response, requestId, operation, headers } = exchange;
  // Nobody is left to be answered; a request that broke off is logged when its response closes.
  if (request.destroyed && !request.complete) return;
  const known = error instanceof URIError ? fail('malformed_request') : error;
  const catalogue = operation?.contract.errors ?? fallback;
  const judgement = judgeError(known, operation, catalogue, isUnavailable);
  const { failure, fault, breach } = judgement;
  const where = { request_id: requestId, operation: operation?.id, base_path: operation?.contract.basePath };
  // Anything can be thrown, nothing at all too.
  if ('fault' in judgement) {
    log.error({ ...where, err: fault }, fault instanceof Error ? fault.message : 'a handler threw no error');
  }
  if (breach) onBreach?.(breach);
  if (response.headersSent) {
    if (!('fault' in judgement)) log.error({ ...where, err: failure }, failure.message);
    breakOff(exchange);
    return;
  }
  const answer = errorAnswer(failure, catalogue, requestId, docUrl, headers);
  send(response, answer);
  if (mode === 'production' || !operation) return;
  try {
    checkAnswer(operation, answer.status, answer.body, [], answer.headers);
  } catch (found) {
    if (!(found instanceof ContractBreach)) throw found;
    log.error({ ...where, err: found }, found.message);
    onBreach?.(found);
  }
}

/**
 * Ends an answer of which a part has been sent. It must not look whole: a client of HTTP/1.0 takes an orderly end of
 * the connection for the end of the body (RFC 9112, 6.3), so the connection is reset.
 */
function breakOff(exchange: Exchange): void {
  const { request, response } = exchange;
  if (response.destroyed) return;
  exchange.isBrokenOff = true;
  request.socket.resetAndDestroy();
  response.destroy();
}
