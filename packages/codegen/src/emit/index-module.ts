import { resolve, type OpenApiDocument, type SecurityScheme } from '../document.ts';

/** Writes the module that the package exports: the contract as one value, and its types. */
export function emitIndex(document: OpenApiDocument): string {
  return `import document from './openapi.gen.json' with { type: 'json' };
import { errors } from './errors.gen.ts';
import { events } from './events.gen.ts';
import { operations } from './operations.gen.ts';

/** The contract: the bundled document, and what was read from it. */
export const contract = {
  document,
  /** The path that every operation's path is below: \`${basePath(document)}\`. */
  basePath: ${JSON.stringify(basePath(document))},
  operations,
  errors,
  events,
  /** Every scope that a key can be granted, with what it allows. */
  scopes: ${JSON.stringify(scopes(document), null, 2).replaceAll('\n', '\n  ')},
  /** The rate-limit policies by name, each with its windows. */
  rateLimits: ${JSON.stringify(document['x-rate-limits'] ?? {}, null, 2).replaceAll('\n', '\n  ')},
  /** The policy that counts failed authentications by address. */
  failureLimit: ${JSON.stringify(failureLimit(document))},
} as const;

export type { ErrorCode } from './errors.gen.ts';
export type { EventPayloads } from './events.gen.ts';
export type { components, operations as Operations, paths, webhooks } from './types.gen.ts';
`;
}

function basePath(document: OpenApiDocument): string {
  const url = document.servers?.[0]?.url ?? '/';
  return new URL(url, 'http://localhost').pathname.replace(/\/$/, '');
}

function scopes(document: OpenApiDocument): Record<string, string> {
  return Object.assign({}, ...schemes(document).map((scheme) => scheme['x-scopes'] ?? {}));
}

function failureLimit(document: OpenApiDocument): string | null {
  return schemes(document).map((scheme) => scheme['x-failure-limit']).find((policy) => policy !== undefined) ?? null;
}

function schemes(document: OpenApiDocument): SecurityScheme[] {
  return Object.values(document.components?.securitySchemes ?? {}).map((scheme) => resolve(document, scheme));
}
