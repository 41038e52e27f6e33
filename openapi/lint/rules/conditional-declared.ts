import type { Oas3Rule } from '@redocly/openapi-core';
import { keyIn, list } from '../contract.ts';
import { declaresHeader, operationsOf, parameterOf, responseOf, type Called } from '../operation.ts';

const CHANGES = new Set(['put', 'patch', 'delete']);

/**
 * Conditional requests (RFC 9110, section 13) have a tag, a header that sends it back, and an answer; one without the
 * others does nothing. What can be read with its tag can be changed by it, so that no change is lost to another.
 */
export const conditionalDeclared: Oas3Rule = () => ({
  Paths: {
    PathItem(item, ctx) {
      const operations = operationsOf(ctx, item);
      const isTagged = operations.some((one) => one.method === 'get' && declaresHeader(responseOf(one, '200'), 'ETag'));
      for (const operation of operations) {
        const said = [...faultsOfRead(operation), ...faultsOfChange(operation, isTagged)];
        for (const message of said) ctx.report({ message, location: keyIn(operation, 'responses') });
      }
    },
  },
});

function faultsOfRead(operation: Called): string[] {
  const unchanged = responseOf(operation, '304');
  if (operation.method !== 'get') {
    return unchanged ? ['Only a GET answers `304`. Remove it.'] : [];
  }

  const parts: [string, boolean][] = [
    ['ETag', declaresHeader(responseOf(operation, '200'), 'ETag')],
    ['304', unchanged !== undefined],
    ['If-None-Match', parameterOf(operation, 'header', 'If-None-Match') !== undefined],
  ];
  const missing = parts.filter(([, isThere]) => !isThere).map(([name]) => name);
  const said: string[] = [];
  if (missing.length > 0 && missing.length < parts.length) {
    said.push(
      'A conditional read declares the header `ETag` in its 200, the response `304` and the header parameter ' +
        `\`If-None-Match\`. This one lacks ${list(missing)}. Add it, or remove the rest.`,
    );
  }
  if (unchanged?.node.content) said.push('A `304` has no body (RFC 9110, section 15.4.5). Remove its `content`.');
  return said;
}

function faultsOfChange(operation: Called, isTagged: boolean): string[] {
  const isGuarded = parameterOf(operation, 'header', 'If-Match') !== undefined;
  const isRefused = responseOf(operation, '412') !== undefined;
  if (isGuarded && !isRefused) return ['The operation takes `If-Match` but does not declare `412`. Add it under `responses`.'];
  if (isRefused && !isGuarded) {
    return ['The operation declares `412` but takes no `If-Match`. Add the header parameter, or remove the response.'];
  }
  if (isGuarded && !isTagged) {
    return ['No GET of this path answers an `ETag` to send in `If-Match`. Declare the header in its 200, or remove the parameter.'];
  }
  if (isTagged && !isGuarded && CHANGES.has(operation.method)) {
    return ['The GET of this path answers an `ETag`, so a change takes it. Add the header parameter `If-Match` and the response `412`.'];
  }
  return [];
}
