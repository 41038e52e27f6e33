import type { CompiledOperation } from '../compile-operation.ts';
import type { RateLimitPolicy } from '../contract.ts';
import { fail, Failure, type Fault } from '../failure.ts';
import type { Mode, Principal, Seams } from '../seams.ts';
import { checkAccept } from './accept.ts';
import { authenticate } from './authenticate.ts';
import { preflightHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import type { Matcher } from './match.ts';
import { limitRate } from './rate-limit.ts';
import { readBody, type ReadBody } from './read-body.ts';
import { readParameters, type ParameterTexts } from './read-parameters.ts';
import { render, type Rendered } from './render.ts';
import { checkScopes } from './scopes.ts';
import { validate } from './validate.ts';

/** What an operation is answered by, after its types have been checked at compile time. */
export type Act = (call: object) => unknown;

/** What the corridor walks with. */
export interface Corridor<Caller extends Principal> {
  matcher: Matcher;
  acts: ReadonlyMap<string, Act>;
  policies: Readonly<Record<string, RateLimitPolicy>>;
  seams: Seams<Caller>;
  mode: Mode;
}

/**
 * Takes a request from its path to its answer, one step after the other.
 *
 * @throws Failure and whatever a handler throws; `judgeError` decides what the caller sees of it
 */
export async function walk<Caller extends Principal>(exchange: Exchange, corridor: Corridor<Caller>): Promise<Rendered> {
  const { request, headers } = exchange;
  const { matcher, acts, seams, mode } = corridor;
  if (request.method === 'OPTIONS') return answerOptions(exchange, matcher);

  const { operation, params } = matcher.match(request.method ?? 'GET', exchange.path);
  exchange.operation = operation;
  const { scopes, rateLimit } = operation.entry;

  let principal: Caller | undefined;
  if (scopes) {
    principal = await authenticate(request, seams.authenticate);
    exchange.principal = principal;
    const policy = rateLimit && corridor.policies[rateLimit.policy];
    if (rateLimit && policy) {
      await limitRate(principal, rateLimit.cost, { name: rateLimit.policy, ...policy }, seams.limiter, seams.now(), headers);
    }
    checkScopes(scopes, principal);
  }
  checkAccept(request.headers.accept, operation.produced);

  const call = await readCall(exchange, operation, { path: params, rawQuery: exchange.rawQuery, headers: request.headers });
  const act = acts.get(operation.id);
  const reply = await act?.({ ...call, principal, requestId: exchange.requestId, fail });
  return render(operation, reply, headers, mode);
}

/** Reads and checks parameters and body; every fault of both is found before any is told. */
async function readCall(exchange: Exchange, operation: CompiledOperation, texts: ParameterTexts): Promise<object> {
  const { values, faults } = readParameters(operation.readers, texts);
  // What a handler looks up does not exist under a name that cannot be stored.
  if (faults.some((fault) => fault.in === 'path' && fault.code === 'nul')) throw nothingThere(operation);

  let body: ReadBody | undefined;
  try {
    body = operation.body && (await readBody(exchange.request, operation.body.mediaTypes, operation.body.required));
  } catch (error) {
    throw error instanceof Failure && error.code === 'malformed_json' ? withFaults(error, faults) : error;
  }
  const checked = { ...values, body: body?.value };
  validate(checked, faults, operation.validator(body?.mediaType));
  return { params: checked.path, query: checked.query, headers: checked.header, cookies: checked.cookie, body: checked.body };
}

function withFaults(failure: Failure, faults: readonly Fault[]): Failure {
  return fail(failure.code, { message: failure.message, details: [...faults, ...(failure.details ?? [])] });
}

function nothingThere({ entry }: CompiledOperation): Failure {
  return fail(entry.answers['404']?.[0] ?? 'not_found');
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
