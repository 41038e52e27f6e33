import type { Oas3Rule } from '@redocly/openapi-core';
import { codesOf, isPublic, keyIn, list } from '../contract.ts';
import { declaresHeader, operationsOf, parameterOf, responseOf, type Called } from '../operation.ts';

/**
 * A POST that makes something can be sent again safely, and a caller sees how: by which header, how it knows a replay,
 * and what it is told when the first request is not done or was another. One part without the others promises nothing.
 */
export const idempotencyDeclared: Oas3Rule = () => ({
  Paths: {
    PathItem(item, ctx) {
      for (const operation of operationsOf(ctx, item)) {
        for (const message of faultsOf(operation)) ctx.report({ message, location: keyIn(operation, 'x-idempotency') });
      }
    },
  },
});

function faultsOf(operation: Called): string[] {
  const { node, method, responses } = operation;
  const successes = responses.filter(({ key }) => key.startsWith('2'));
  const silent = successes.filter((success) => !declaresHeader(success, 'Idempotent-Replayed'));
  const says = (status: string, code: string) => codesOf(responseOf(operation, status)?.node ?? {}).includes(code);
  const parts: [string, boolean][] = [
    ['`x-idempotency`', 'x-idempotency' in node],
    ['the header parameter `Idempotency-Key`', parameterOf(operation, 'header', 'Idempotency-Key') !== undefined],
    ['the header `Idempotent-Replayed` of its success', silent.length < successes.length],
    ['a 409 that names `idempotency_in_progress`', says('409', 'idempotency_in_progress')],
    ['a 422 that names `idempotency_key_reused`', says('422', 'idempotency_key_reused')],
  ];
  const missing = parts.filter(([, isThere]) => !isThere).map(([what]) => what);

  if (missing.length === parts.length) {
    const makes = method === 'post' && responseOf(operation, '201') !== undefined;
    return makes ? [`A POST that makes something can be sent again safely. Declare ${missing.join(', ')}.`] : [];
  }
  const said: string[] = [];
  if (missing.length > 0) said.push(`What can be sent again safely declares all of it. This operation lacks ${missing.join(', ')}. Add it, or remove the rest.`);
  else if (silent.length > 0) said.push(`Every success can be a replay. Add the header \`Idempotent-Replayed\` to ${list(silent.map(({ key }) => key))}.`);
  if (isPublic(node)) said.push('An idempotency key belongs to a caller, and anybody may call this operation. Ask for a credential, or remove `x-idempotency` and the rest.');
  return said;
}
