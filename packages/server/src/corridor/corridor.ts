import type { CompiledOperation } from '../compile-operation.ts';
import { precondition } from '../conditional/if-match.ts';
import { unlessUnchanged } from '../conditional/if-none-match.ts';
import { announceEnd } from '../deprecation/announce-end.ts';
import { fail } from '../failure.ts';
import { openFile, type OpenedFile } from '../file/open-file.ts';
import type { CursorCodec } from '../list/cursor.ts';
import { repeatRequest } from '../idempotency/repeat-request.ts';
import { readListRequest } from '../list/list-request.ts';
import { writeList } from '../list/write-list.ts';
import type { Gate, Turn } from '../overload/gate.ts';
import type { Mode, Principal, Seams, TracedRequest } from '../seams.ts';
import type { Act } from '../serve.ts';
import { checkAccept } from './accept.ts';
import { admit } from './admit.ts';
import { clientAddress } from './client-address.ts';
import { preflightHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { joinHeaders } from './join-headers.ts';
import type { Matcher } from './match.ts';
import { readCall } from './read-call.ts';
import { render, type Rendered } from './render.ts';

/** What the corridor walks with. */
export interface Corridor<Caller extends Principal> {
  matcher: Matcher;
  acts: ReadonlyMap<CompiledOperation, Act<Caller>>;
  cursors: CursorCodec;
  gate: Gate;
  /** What files are read through. */
  reading: Gate;
  seams: Seams<Caller>;
  mode: Mode;
}

/**
 * Takes a request from its path to its answer, one step after the other.
 *
 * @throws Failure and whatever a handler throws; `judgeError` decides what the caller sees of it
 */
export async function walk<Caller extends Principal>(exchange: Exchange, corridor: Corridor<Caller>): Promise<Rendered | OpenedFile> {
  const { request, headers } = exchange;
  const { matcher, seams } = corridor;
  if (request.method === 'OPTIONS') return answerOptions(exchange, matcher);

  const { operation, params } = matcher.match(request.method ?? 'GET', exchange.path);
  exchange.operation = operation;
  exchange.params = params;
  Object.assign(headers, announceEnd(operation, params));

  const work = () => answerInTurn(exchange, operation, params, corridor);
  return seams.trace ? seams.trace(tracedRequest(exchange, operation), work) : work();
}

function tracedRequest({ request, requestId, receivedAt }: Exchange, { id, contract, entry }: CompiledOperation): TracedRequest {
  const { traceparent } = request.headers;
  const { basePath } = contract;
  return { requestId, receivedAt, method: request.method ?? 'GET', operationId: id, basePath, path: entry.path, traceparent: traceparent?.toString() };
}

async function answerInTurn<Caller extends Principal>(
  exchange: Exchange,
  operation: CompiledOperation,
  params: Record<string, string>,
  corridor: Corridor<Caller>,
): Promise<Rendered> {
  const turn = await corridor.gate.enter();
  try {
    return await answerCall(exchange, operation, params, turn, corridor);
  } finally {
    turn.leave();
  }
}

/** What is done for a request once it is its turn. */
async function answerCall<Caller extends Principal>(
  exchange: Exchange,
  operation: CompiledOperation,
  params: Record<string, string>,
  turn: Turn,
  { acts, cursors, seams, mode }: Corridor<Caller>,
): Promise<Rendered | OpenedFile> {
  const { request, requestId, headers, labels } = exchange;
  const address = clientAddress(request, (proxy) => seams.trustsProxy?.(proxy) ?? false);
  const principal = await admit(exchange, operation, address, seams);
  checkAccept(request.headers.accept, operation.produced);

  const { values, repeatable } = await readCall(exchange, operation, params, turn);
  const { id, contract, entry } = operation;
  const listed = entry.list && (await readListRequest(id, entry.list, values.query, cursors));
  const { check: ifMatch, assertChecked } = precondition(operation, request.headers['if-match']);
  const label = (name: string, value: string) => void (labels[name] = value);
  // What may be repeated is carried out in a transaction, which others must not wait for in front of the gate.
  const aside = <T>(work: () => Promise<T>) => (repeatable === undefined ? turn.stepAside(work) : work());
  const call = { ...values, ...listed, principal, address, requestId, basePath: contract.basePath, ifMatch, label, aside, fail };
  const act = async () => {
    const reply = await acts.get(operation)?.(call);
    const answer = render(operation, listed ? await writeList(operation, reply, listed.list, exchange, cursors) : reply, headers, mode);
    if (mode !== 'production') assertChecked(answer);
    return answer;
  };

  const own = await (repeatable === undefined ? act() : repeatRequest(exchange, operation, { caller: principal, text: repeatable }, act, seams));
  const answer = { ...own, headers: joinHeaders(headers, own.headers) };
  if (own.file) return openFile(operation, own.file, answer, request);
  return unlessUnchanged(operation, answer, request.headers['if-none-match'], mode);
}

function answerOptions({ path, request, headers }: Exchange, matcher: Matcher): Rendered {
  const methods = path === '*' ? ['OPTIONS'] : matcher.methodsOf(path);
  if (methods.length === 0) throw fail('not_found', { message: 'There is nothing at this path.' });
  const requested = request.headers['access-control-request-headers'];
  return {
    status: 204,
    headers: { ...headers, Allow: methods.join(', '), ...preflightHeaders(methods, requested) },
    body: undefined,
  };
}
