import type { contract } from '@plumbline/contract';
import { factsOf, warningsOf, type DescribedOperation, type DescribedParameter } from './operation-facts.ts';

/** What is read of a contract; every version of it has this. */
interface Contract {
  operations: Readonly<Record<string, Pick<(typeof contract.operations)[keyof typeof contract.operations], 'method' | 'path' | 'scopes' | 'rateLimit'>>>;
  errors: Readonly<Record<string, unknown>>;
  rateLimits: Readonly<Record<string, Policy>>;
}

interface Policy {
  windows: Readonly<Record<string, { seconds: number; limit?: number; limits?: Readonly<Record<string, number>> }>>;
}

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

interface Parameters {
  parameters?: (DescribedParameter | { $ref: string })[];
}

/** A bundled document, as far as it is read or written here. */
interface Described {
  info: Pick<DescribedOperation, 'x-stability'>;
  paths: Record<string, Parameters & Partial<Record<Method, DescribedOperation & Parameters>>>;
  components: {
    responses: Record<string, { description?: string; 'x-errors'?: string[] }>;
    parameters?: Record<string, DescribedParameter>;
  };
}

/**
 * Copies a bundled document and says in its prose what a renderer of OpenAPI does not show: the scope, the limit and
 * the ways of each operation, how settled it is, and the error codes of each answer, with a link to their page.
 */
export function withPolicies(document: object, { operations, errors, rateLimits }: Contract): object {
  const copy = structuredClone(document) as Described;
  for (const { method, path, scopes, rateLimit } of Object.values(operations)) {
    const operation = copy.paths[path]?.[method];
    if (!operation) continue;
    const policy = rateLimit && rateLimits[rateLimit.policy];
    const policies = [
      scopes ? `**Scope** ${scopes.map((scope) => `\`${scope}\``).join(', ')}` : '**Public**',
      ...(operation['x-access'] === 'account' ? ['**Access** keys of the whole account only'] : []),
      ...(rateLimit && policy ? [`**Limit** counts as ${rateLimit.cost} of ${wordsFor(policy)}`] : []),
    ];
    const facts = factsOf(operation, [...parametersOf(copy, operation), ...parametersOf(copy, copy.paths[path])]);
    operation.description = [
      ...warningsOf({ 'x-stability': copy.info['x-stability'], ...operation }),
      operation.description ?? '',
      policies.join(' · '),
      ...(facts.length > 0 ? [facts.map((fact) => `- ${fact}`).join('\n')] : []),
    ].join('\n\n');
  }
  for (const response of Object.values(copy.components.responses)) {
    const codes = (response['x-errors'] ?? []).filter((code) => code in errors);
    const links = codes.map((code) => `[\`${code}\`](/docs/errors/${code}/)`);
    if (links.length > 0) response.description = `${response.description ?? ''} ${links.join(', ')}`;
  }
  return copy;
}

/** The parameters that stand on an operation or a path; a bundle has references only into its own components. */
function parametersOf({ components }: Described, { parameters = [] }: Parameters = {}): DescribedParameter[] {
  return parameters.flatMap((parameter) =>
    '$ref' in parameter ? (components.parameters?.[parameter.$ref.replace(/^.*\//, '')] ?? []) : parameter,
  );
}

/** What a policy allows: `100 (free) or 1000 (pro) in 3600 seconds, and 100 in 1 second`. */
function wordsFor({ windows }: Policy): string {
  return Object.values(windows)
    .map(({ seconds, limit, limits = {} }) => {
      const allowed = limit ?? Object.entries(limits).map(([plan, number]) => `${number} (${plan})`).join(', ').replace(/, ([^,]*)$/, ' or $1');
      return `${allowed} in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
    })
    .join(', and ');
}
