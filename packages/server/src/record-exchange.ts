import type { Exchange } from './corridor/exchange.ts';
import { clientRequestId } from './corridor/request-id.ts';
import type { Principal, RequestRecord, Seams } from './seams.ts';

/** As nginx has it, in no registry: nobody is there any more to be answered. */
const CLIENT_WENT_AWAY = 499;
/** Something failed on our side, if the client was told so only by the end of the connection. */
const BROKEN_OFF = 500;

/** Tells of a request whose response has closed: a line of the log, and a record to whoever keeps them. */
export function recordExchange<Caller extends Principal>(exchange: Exchange, { log, now, record }: Seams<Caller>): void {
  const { request, requestId, receivedAt, path, operation, principal } = exchange;
  const isAnswered = exchange.response.writableFinished;
  const durationMs = Math.max(0, now() - receivedAt);

  // No query and no header, because either can hold a secret.
  const fields = {
    request_id: requestId,
    client_request_id: clientRequestId(request.headers['x-request-id']),
    method: request.method,
    operation: operation?.id,
    base_path: operation?.contract.basePath,
    path: operation ? operation.entry.path : path.slice(0, 200),
    status: isAnswered ? exchange.response.statusCode : exchange.isBrokenOff ? BROKEN_OFF : undefined,
    duration_ms: durationMs,
    caller: principal?.limitKey ?? undefined,
  };
  log.info(fields, isAnswered ? 'request' : exchange.isBrokenOff ? 'the answer broke off' : 'the client went away');

  try {
    record?.(recordOf(exchange, durationMs));
  } catch (error) {
    // Thrown from here, it would end the process.
    log.error({ request_id: requestId, err: error }, 'a request could not be recorded');
  }
}

function recordOf<Caller extends Principal>(exchange: Exchange, durationMs: number): RequestRecord<Caller> {
  const { request, response, requestId, receivedAt, operation, params = {}, principal, labels } = exchange;
  return {
    requestId,
    receivedAt,
    durationMs,
    method: request.method ?? 'GET',
    operationId: operation?.id,
    basePath: operation?.contract.basePath,
    path: operation?.entry.path,
    params,
    status: response.writableFinished ? response.statusCode : exchange.isBrokenOff ? BROKEN_OFF : CLIENT_WENT_AWAY,
    principal: principal as Caller | undefined, // What `authenticate` of the same seams has given.
    labels,
  };
}
