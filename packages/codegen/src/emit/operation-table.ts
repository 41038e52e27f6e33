import { METHODS, resolve, type Job, type Method, type OpenApiDocument, type Operation, type PathItem, type Stability } from '../document.ts';
import { escapeStep } from '../json-pointer.ts';
import { defaultsOf, type Defaults } from './defaults.ts';
import { deprecationOf, type Deprecation } from './deprecation.ts';
import { idempotencyOf, type Idempotency } from './idempotency.ts';
import { listOf, type List } from './list.ts';

/** What the server, the client and the tests need to know of an operation without reading its schemas. */
export interface OperationEntry {
  method: Method;
  /** The path template below the base path: `/projects/{project_id}`. */
  path: string;
  /** Where the operation stands in the bundled document (RFC 6901, as a URI fragment). */
  pointer: string;
  tag: string | null;
  /** The scopes a credential must have, or null when the operation is public. */
  scopes: readonly string[] | null;
  /** The catalogue codes a handler of this operation may fail with. */
  errors: readonly string[];
  /** Every status that is declared, with the catalogue codes it can carry. */
  answers: Readonly<Record<string, readonly string[]>>;
  rateLimit: { policy: string; cost: number } | null;
  /** How long its success is kept for the same request again, or null when it is carried out each time. */
  idempotency: Idempotency | null;
  /** The events that its success can send. */
  events: readonly string[];
  /** How the work is waited for that goes on behind its answer, or null when none does. */
  job: Job | null;
  body: boolean;
  /** The parameters and properties that a handler always has, because the contract gives them a default. */
  defaults: Defaults;
  /** How its answer is paged, filtered and sorted, or null when it is no list. */
  list: List | null;
  /** Who may call: a credential for the whole account only, or one that is bound to a project too. */
  access: 'account' | 'any';
  stability: Stability;
  /** Since when and until when it is deprecated, or null when it is not. */
  deprecation: Deprecation | null;
}

/** Lists the operations of a contract by operationId, in the order of its paths. */
export function operationTable(document: OpenApiDocument): Record<string, OperationEntry> {
  const table: Record<string, OperationEntry> = {};
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) table[operation.operationId] = entry(document, path, item, method, operation);
    }
  }
  return table;
}

function entry(document: OpenApiDocument, path: string, item: PathItem, method: Method, operation: Operation): OperationEntry {
  const limit = operation['x-rate-limit'];
  return {
    method,
    path,
    pointer: `#/paths/${escapeStep(path)}/${method}`,
    tag: operation.tags?.[0] ?? null,
    scopes: scopes(operation.security ?? document.security ?? []),
    errors: operation['x-errors'] ?? [],
    answers: Object.fromEntries(
      Object.entries(operation.responses ?? {}).map(([status, response]) => [
        status,
        resolve(document, response)['x-errors'] ?? [],
      ]),
    ),
    rateLimit: limit ? { policy: limit.policy, cost: limit.cost ?? 1 } : null,
    idempotency: idempotencyOf(document, operation),
    events: operation['x-events'] ?? [],
    job: operation['x-job'] ?? null,
    body: operation.requestBody !== undefined,
    defaults: defaultsOf(document, item, operation),
    list: listOf(operation),
    access: operation['x-access'] ?? 'any',
    stability: operation['x-stability'] ?? 'stable',
    deprecation: deprecationOf(operation),
  };
}

function scopes(security: Record<string, string[]>[]): string[] | null {
  const [first] = security;
  return first ? [...new Set(Object.values(first).flat())] : null;
}

/** Writes the table as a module whose literal types `Handlers` and the client are made of. */
export function emitOperationTable(document: OpenApiDocument): string {
  return `export const operations = ${JSON.stringify(operationTable(document), null, 2)} as const;\n`;
}
