import { follow, type Content, type OpenApiDocument, type OperationObject, type Parameter, type Response } from './document.ts';
import type { Contract } from './page.ts';

/** What the generated table says of an operation, as far as pages tell it. */
interface TableRow {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly scopes: readonly string[] | null;
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly rateLimit: { readonly policy: string; readonly cost: number } | null;
  readonly idempotency: { readonly ttl: number } | null;
  readonly events: readonly string[];
  readonly job: { readonly get: string; readonly status: string; readonly ends: readonly string[]; readonly progress?: string; readonly result?: string; readonly cancel?: string } | null;
  readonly list: {
    readonly style: 'page' | 'cursor';
    readonly filters: Readonly<Record<string, { readonly field: string; readonly operator: 'eq' | 'gte' | 'lt' }>>;
    readonly sort: { readonly fields: readonly string[]; readonly default: string; readonly order: 'asc' | 'desc' } | null;
  } | null;
  readonly access: 'any' | 'account';
  readonly stability: 'stable' | 'beta' | 'alpha';
  readonly deprecation: { readonly since: string; readonly sunset: string; readonly successor: string | null } | null;
}

/** An operation with everything that the contract has of it, references followed. */
export interface OperationEntry extends TableRow {
  id: string;
  summary: string;
  description: string;
  /** Those of the path in front. */
  parameters: readonly Parameter[];
  body: { required: boolean; content: Content } | undefined;
  responses: readonly (Response & { status: string })[];
  /** Every code that it can be answered with, and the status. */
  codes: readonly { code: string; status: number }[];
  /** As the document has it, references unfollowed. */
  fragment: OperationObject;
  /** Parameters of the path that the operation stands under, as the document has them. */
  pathParameters: readonly Parameter[];
}

export interface EventEntry {
  name: string;
  tag: string;
  summary: string;
  description: string;
  content: Content;
  /** Whether work that no request waits for sends it. */
  isBackground: boolean;
  /** The operations that send it. */
  senders: readonly OperationEntry[];
}

/** What the catalogue says of a code. */
interface CatalogueEntry {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly server: boolean;
}

export interface ErrorEntry extends Omit<CatalogueEntry, 'server'> {
  code: string;
  /** Whether the server itself raises it, before it knows the operation. */
  isOfServer: boolean;
  raisers: readonly OperationEntry[];
}

/** What a policy allows in one window: the same number for all, or one for each plan. */
export interface Window {
  readonly seconds: number;
  readonly limit?: number;
  readonly limits?: Readonly<Record<string, number>>;
}

export interface RatePolicy {
  readonly description: string;
  readonly windows: Readonly<Record<string, Window>>;
}

/** A contract by what pages are about. */
export interface ContractIndex {
  document: OpenApiDocument;
  basePath: string;
  /** Their names in the order of the contract, with what it says of each. */
  tags: readonly { name: string; description?: string }[];
  operations: readonly OperationEntry[];
  events: readonly EventEntry[];
  errors: readonly ErrorEntry[];
  scopes: readonly { name: string; description: string; operations: readonly OperationEntry[] }[];
  rateLimits: Readonly<Record<string, RatePolicy>>;
}

/** Reads a contract once, so that every page finds what it is about. */
export function indexOf(contract: Contract): ContractIndex {
  const document = contract.document as unknown as OpenApiDocument; // Its own type is of every literal in it.
  const rows: Readonly<Record<string, TableRow>> = contract.operations;
  const operations = Object.entries(rows).map(([id, row]) => operationOf(document, id, row));
  const catalogue: Readonly<Record<string, CatalogueEntry>> = contract.errors;
  return {
    document,
    basePath: contract.basePath,
    tags: document.tags ?? [],
    operations,
    events: eventsOf(document, contract.events, operations),
    errors: Object.entries(catalogue).map(([code, entry]) => errorOf(code, entry, operations)),
    scopes: Object.entries<string>(contract.scopes).map(([name, description]) => ({ name, description, operations: operations.filter(({ scopes }) => scopes?.includes(name)) })),
    rateLimits: contract.rateLimits,
  };
}

function operationOf(document: OpenApiDocument, id: string, row: TableRow): OperationEntry {
  const item = document.paths[row.path];
  const fragment = item?.[row.method];
  if (!item || !fragment) throw new Error(`The contract's document has no ${row.method.toUpperCase()} ${row.path}, which is ${id} in its operation table. Run npm run generate.`);
  const pathParameters = item.parameters ?? [];
  return {
    ...row,
    id,
    summary: fragment.summary ?? id,
    description: fragment.description ?? '',
    parameters: [...pathParameters, ...(fragment.parameters ?? [])].map((parameter) => follow(document, parameter)),
    body: fragment.requestBody && { required: fragment.requestBody.required ?? false, content: fragment.requestBody.content },
    responses: Object.entries(fragment.responses ?? {}).map(([status, response]) => Object.assign({ status }, follow(document, response))),
    codes: Object.entries(row.answers).flatMap(([status, codes]) => codes.map((code) => ({ code, status: Number(status) }))),
    fragment,
    pathParameters,
  };
}

function errorOf(code: string, { server: isOfServer, ...entry }: CatalogueEntry, operations: readonly OperationEntry[]): ErrorEntry {
  return { code, ...entry, isOfServer, raisers: operations.filter(({ codes }) => codes.some((one) => one.code === code)) };
}

function eventsOf(document: OpenApiDocument, names: readonly string[], operations: readonly OperationEntry[]): EventEntry[] {
  return names.map((name) => {
    const request = document.webhooks?.[name]?.post;
    if (!request) throw new Error(`The contract's document has no webhook ${name}, which is in its list of events. Run npm run generate.`);
    return {
      name,
      tag: request.tags?.[0] ?? '',
      summary: request.summary ?? name,
      description: request.description ?? '',
      content: request.requestBody?.content ?? {},
      isBackground: request['x-background'] ?? false,
      senders: operations.filter(({ events }) => events.includes(name)),
    };
  });
}
