import { stepsOf } from './json-pointer.ts';

/** The parts of an OpenAPI 3.1 document that the generator reads. */
export interface OpenApiDocument {
  openapi: string;
  servers?: { url: string; variables?: Record<string, { default: string }> }[];
  security?: Record<string, string[]>[];
  paths?: Record<string, PathItem>;
  webhooks?: Record<string, PathItem>;
  tags?: { name: string; description?: string }[];
  components?: {
    responses?: Record<string, Response | Reference>;
    schemas?: Record<string, Schema | Reference>;
    securitySchemes?: Record<string, SecurityScheme | Reference>;
  };
  'x-error-catalogue'?: Record<string, CatalogueEntry>;
  'x-rate-limits'?: Record<string, RateLimitPolicy>;
}

export interface Reference {
  $ref: string;
}

export type PathItem = { [key: string]: unknown; parameters?: (Parameter | Reference)[] } & Partial<Record<Method, Operation>>;

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema | Reference;
  style?: string;
  explode?: boolean;
}

export interface Schema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  maxItems?: number;
  deprecated?: boolean;
  required?: string[];
  items?: Schema | Reference;
  properties?: Record<string, Schema | Reference>;
  allOf?: (Schema | Reference)[];
  oneOf?: (Schema | Reference)[];
  anyOf?: (Schema | Reference)[];
}

/** One representation of a body: its schema, and examples of it. */
export interface MediaType {
  schema?: Schema | Reference;
  example?: unknown;
  examples?: Record<string, { value?: unknown } | Reference>;
}

export interface RequestBody {
  required?: boolean;
  content?: Record<string, MediaType>;
}

export interface Header {
  description?: string;
  required?: boolean;
  schema?: Schema | Reference;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  deprecated?: boolean;
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: RequestBody | Reference;
  responses?: Record<string, Response | Reference>;
  'x-errors'?: string[];
  'x-rate-limit'?: { policy: string; cost?: number };
  'x-idempotency'?: { ttl: number };
  'x-events'?: string[];
  'x-job'?: Job;
  'x-pagination'?: 'page' | 'cursor';
  'x-filter'?: Record<string, Filter>;
  'x-sort'?: Sort;
  'x-access'?: 'account';
  'x-stability'?: Stability;
  /** Full dates (RFC 3339), beside `deprecated`. */
  'x-sunset'?: string;
  'x-deprecated-since'?: string;
  'x-successor'?: string;
}

/** How what an operation answers is waited for: by which operation and property, until which values. */
export interface Job {
  get: string;
  status: string;
  /** The first one is success. */
  ends: string[];
  progress?: string;
  result?: string;
  cancel?: string;
}

/** Which property of a list's items a query parameter is held against, and how. */
export interface Filter {
  field: string;
  operator: 'eq' | 'gte' | 'lt';
}

/** What a list can be sorted by. */
export interface Sort {
  fields: string[];
  default: string;
  order: 'asc' | 'desc';
}

export type Stability = 'stable' | 'beta' | 'alpha';

export interface Response {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, MediaType>;
  'x-errors'?: string[];
}

export interface SecurityScheme {
  type: string;
  scheme?: string;
  'x-scopes'?: Record<string, string>;
  /** The policy that counts failed authentications by address. */
  'x-failure-limit'?: string;
}

export interface CatalogueEntry {
  status: number;
  title: string;
  cause: string;
  remedy: string;
  retryable: boolean;
  server?: boolean;
}

export interface RateLimitPolicy {
  description: string;
  windows: Record<string, RateLimitWindow>;
}

/** What so many seconds allow: the same to everybody, or by plan. */
export interface RateLimitWindow {
  seconds: number;
  limit?: number;
  limits?: Record<string, number>;
}

export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
export type Method = (typeof METHODS)[number];

/**
 * Follows a reference inside the document (RFC 6901), as often as it leads to another one.
 *
 * @throws Error when it leads nowhere, which a bundled document does not have
 */
export function resolve<Node extends object>(document: OpenApiDocument, node: Node | Reference): Node {
  let current: unknown = node;
  while (isReference(current)) {
    const { $ref } = current;
    current = stepsOf($ref).reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), document);
    if (!isObject(current)) throw new Error(`The reference ${$ref} leads nowhere.`);
  }
  return current as Node; // The caller names what stands at this place of a document that was linted.
}

function isReference(node: unknown): node is Reference {
  return isObject(node) && typeof node['$ref'] === 'string';
}

/** Whether a value has members: an object or a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
