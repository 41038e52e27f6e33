import type { IncomingMessage, ServerResponse } from 'node:http';
import { allowOrigin } from './corridor/cors.ts';
import type { Exchange } from './corridor/exchange.ts';
import { checkFirst } from './corridor/first-checks.ts';
import { newRequestId } from './corridor/request-id.ts';
import { recordExchange } from './record-exchange.ts';
import type { Principal, Seams } from './seams.ts';

/** On the response itself: a WeakMap keeps what it holds alive through the collections of young objects. */
const EXCHANGE = Symbol('exchange');
type Opened = ServerResponse & { [EXCHANGE]?: Exchange };

/** The exchange that was opened for a response. */
export function exchangeOf(response: ServerResponse): Exchange {
  const exchange = (response as Opened)[EXCHANGE];
  if (!exchange) throw new Error('No exchange was opened for this response.');
  return exchange;
}

/**
 * Begins an exchange: gives it an id, lets browsers read it, and refuses what is too large to look at.
 *
 * @throws Failure of `checkFirst`
 */
export function openExchange<Caller extends Principal>(request: IncomingMessage, response: ServerResponse, seams: Seams<Caller>): void {
  const requestId = newRequestId();
  const { path, rawQuery } = splitTarget(request.url ?? '/');
  const exchange: Exchange = { request, response, requestId, receivedAt: seams.now(), path, rawQuery, headers: {}, labels: {} };
  (response as Opened)[EXCHANGE] = exchange;
  response.setHeader('X-Request-Id', requestId);
  exchange.headers['X-Request-Id'] = requestId;
  allowOrigin(response);
  response.once('close', () => recordExchange(exchange, seams));
  checkFirst(request);
}

/** Splits a request target (RFC 9112, 3.2): `/path?query`, or the same behind a scheme and an authority. */
function splitTarget(target: string): { path: string; rawQuery: string } {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '') || '/';
  const mark = local.indexOf('?');
  return mark === -1 ? { path: local, rawQuery: '' } : { path: local.slice(0, mark), rawQuery: local.slice(mark + 1) };
}
