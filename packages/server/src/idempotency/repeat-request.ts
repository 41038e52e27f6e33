import type { CompiledOperation } from '../compile-operation.ts';
import { bearerToken } from '../corridor/authenticate.ts';
import type { Exchange } from '../corridor/exchange.ts';
import type { Rendered } from '../corridor/render.ts';
import { fail } from '../failure.ts';
import type { Principal, Seams } from '../seams.ts';
import { canonicalJson } from './canonical-json.ts';

/** The header that says of an answer that it is one to an earlier request. */
const REPLAYED = 'Idempotent-Replayed';

/**
 * What a request says when it may be repeated: method, path, query and body.
 *
 * @param body as it was sent, before defaults are filled in: those of the next release must not make it another request
 * @returns undefined when the operation keeps no answers, or the caller has sent no `Idempotency-Key`
 */
export function repeatableText({ request, path, rawQuery }: Exchange, { entry }: CompiledOperation, body: unknown): string | undefined {
  if (!entry.idempotency || keyOf(request.headers) === undefined) return undefined;
  return JSON.stringify([entry.method, path, rawQuery, canonicalJson(body)]);
}

/**
 * Carries out a request that may be repeated, or gives the answer that it was given before.
 *
 * @param caller who sends it
 * @param text what it says, of `repeatableText`
 * @throws Failure `idempotency_in_progress` or `idempotency_key_reused`, and what `act` throws
 */
export async function repeatRequest<Caller extends Principal>(
  { request, labels }: Exchange,
  { id, entry: { idempotency } }: CompiledOperation,
  { caller, text }: { caller: Caller | undefined; text: string },
  act: () => Promise<Rendered>,
  { repeat }: Pick<Seams<Caller>, 'repeat'>,
): Promise<Rendered> {
  const key = keyOf(request.headers);
  const credential = bearerToken(request);
  if (!repeat || !idempotency || !caller || key === undefined || credential === undefined) {
    throw new Error(`${id} keeps answers, and there is no caller or nothing that keeps them.`); // `assertRepeatable` has looked.
  }
  const outcome = await repeat({ caller, key, text, credential, ...idempotency }, async () => ({ ...(await act()), labels }));
  if (outcome === 'in_progress') {
    throw fail('idempotency_in_progress', { message: 'A request with this `Idempotency-Key` is still being carried out. Send this one again in a moment.' });
  }
  if (outcome === 'other_request') {
    throw fail('idempotency_key_reused', { message: 'This `Idempotency-Key` was sent with another request, whose method, path, query or body was different.' });
  }
  if (outcome === 'other_credential') {
    throw fail('idempotency_key_reused', {
      message: 'The answer to this request holds a secret, and only the credential that it was sent with the first time opens it. Use that one, or a new `Idempotency-Key`.',
    });
  }
  const { isReplay, answer } = outcome;
  if (!isReplay) return answer;
  Object.assign(labels, answer.labels);
  return { ...answer, headers: { ...answer.headers, [REPLAYED]: 'true' } };
}

function keyOf(headers: NodeJS.Dict<string | string[]>): string | undefined {
  const sent = headers['idempotency-key'];
  return Array.isArray(sent) ? sent.join(', ') : sent;
}
