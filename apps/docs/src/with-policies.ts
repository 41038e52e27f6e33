import type { contract } from '@plumbline/contract';

type Contract = Pick<typeof contract, 'operations' | 'errors' | 'rateLimits'>;

interface Node {
  [key: string]: unknown;
  description?: string;
  'x-errors'?: string[];
}

/**
 * Copies a bundled document and says in its prose what a renderer of OpenAPI does not show: the scope and the limit
 * of each operation, and the error codes of each answer, with a link to their page.
 */
export function withPolicies(document: object, { operations, errors, rateLimits }: Contract): object {
  const copy = structuredClone(document) as { paths: Record<string, Record<string, Node>>; components: { responses: Record<string, Node> } };
  for (const { method, path, scopes, rateLimit } of Object.values(operations)) {
    const operation = copy.paths[path]?.[method];
    if (!operation) continue;
    const policy = rateLimit && rateLimits[rateLimit.policy];
    const facts = [
      scopes ? `**Scope** ${scopes.map((scope) => `\`${scope}\``).join(', ')}` : '**Public**',
      ...(policy ? [`**Limit** counts as ${rateLimit.cost} of ${policy.limit} in ${policy.window} seconds`] : []),
    ];
    operation.description = `${operation.description ?? ''}\n\n${facts.join(' · ')}`;
  }
  for (const response of Object.values(copy.components.responses)) {
    const codes = (response['x-errors'] ?? []).filter((code): code is keyof typeof errors => code in errors);
    const links = codes.map((code) => `[\`${code}\`](/docs/errors#${code})`);
    if (links.length > 0) response.description = `${response.description ?? ''} ${links.join(', ')}`;
  }
  return copy;
}
