import type { CompiledOperation } from '../compile-operation.ts';
import { fail, Failure, type Fault } from '../failure.ts';
import { repeatableText } from '../idempotency/repeat-request.ts';
import type { Exchange } from './exchange.ts';
import type { Turn } from '../overload/gate.ts';
import { readBody, type ReadBody } from './read-body.ts';
import { readParameters } from './read-parameters.ts';
import { validate } from './validate.ts';

/** What a request says, read and checked. */
export interface CallValues {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  cookies: Record<string, unknown>;
  body: unknown;
}

/** What a request says, and as one text where it may be repeated. */
interface ReadCall {
  values: CallValues;
  repeatable: string | undefined;
}

/**
 * Reads and checks parameters and body; every fault of both is found before any is told.
 *
 * @param turn is given to others while the client still sends
 * @throws Failure with all of them
 */
export async function readCall(exchange: Exchange, operation: CompiledOperation, params: Record<string, string>, turn: Pick<Turn, 'stepAside'>): Promise<ReadCall> {
  const { request, rawQuery } = exchange;
  const { values, faults } = readParameters(operation.readers, { path: params, rawQuery, headers: request.headers });
  // What a handler looks up does not exist under a name that cannot be stored.
  const impossible = faults.find((one) => one.in === 'path' && one.code === 'nul');
  if (impossible) throw nothingThere(operation, impossible);

  let body: ReadBody | undefined;
  try {
    const { body: expected } = operation;
    body = expected && (await turn.stepAside(() => readBody(request, expected.mediaTypes, expected.required)));
  } catch (error) {
    throw error instanceof Failure && error.code === 'malformed_json' ? withFaults(error, faults) : error;
  }
  const repeatable = repeatableText(exchange, operation, body?.value);
  const checked = { ...values, body: body?.value };
  validate(checked, faults, operation.validator(body?.mediaType));
  return { values: { params: checked.path, query: checked.query, headers: checked.header, cookies: checked.cookie, body: checked.body }, repeatable };
}

function withFaults(failure: Failure, faults: readonly Fault[]): Failure {
  return fail(failure.code, { message: failure.message, details: [...faults, ...(failure.details ?? [])] });
}

/** Of the codes for what is not there, the one that is named like the parameter. */
function nothingThere({ entry }: CompiledOperation, { pointer }: Fault): Failure {
  const codes = entry.answers['404'] ?? [];
  const own = pointer.slice(1).replace(/_id$/, '_not_found');
  return fail(codes.find((code) => code === own) ?? codes[0] ?? 'not_found');
}
