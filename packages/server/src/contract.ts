/** One operation as the generator lists it. */
export interface OperationEntry {
  readonly method: string;
  /** The path template below the base path: `/projects/{project_id}`. */
  readonly path: string;
  /** Where the operation stands in the document: `#/paths/~1projects/get`. */
  readonly pointer: string;
  readonly tag: string | null;
  /** The scopes a credential must have, or null when the operation is public. */
  readonly scopes: readonly string[] | null;
  /** The catalogue codes that the handler may fail with. */
  readonly errors: readonly string[];
  /** Every declared status, with the catalogue codes that it can carry. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly rateLimit: { readonly policy: string; readonly cost: number } | null;
  /** For how many seconds its success is kept for the same request again, and whether it holds a secret; null when it is not kept. */
  readonly idempotency: { readonly ttl: number; readonly sealed: boolean } | null;
  /** The events that its success can send. */
  readonly events: readonly string[];
  /** How the work is waited for that goes on behind its answer, or null when none does. */
  readonly job: JobEntry | null;
  readonly body: boolean;
  /** What a handler always has, because the contract gives it a default. */
  readonly defaults: { readonly query: readonly string[]; readonly body: readonly string[] };
  /** How its 200 is paged, filtered and sorted, or null when it is no list. */
  readonly list: ListEntry | null;
  /** `account`: only a credential for the whole account may call it. */
  readonly access: 'account' | 'any';
  readonly stability: 'stable' | 'beta' | 'alpha';
  /** Full dates (RFC 3339), and the operationId of what takes its place; null for the same one in the next version. */
  readonly deprecation: { readonly since: string; readonly sunset: string; readonly successor: string | null } | null;
}

/** The operation that shows a job, the property that tells how far it is, and the values that end it, success first. */
export interface JobEntry {
  readonly get: string;
  readonly status: string;
  readonly ends: readonly string[];
  readonly progress?: string;
  readonly result?: string;
  readonly cancel?: string;
}

/** How a list is paged, filtered and sorted. */
export interface ListEntry {
  readonly style: 'page' | 'cursor';
  /** By query parameter: the property of the items that it is held against. */
  readonly filters: Readonly<Record<string, { readonly field: string; readonly operator: 'eq' | 'gte' | 'lt' }>>;
  readonly sort: { readonly fields: readonly string[]; readonly default: string; readonly order: 'asc' | 'desc' } | null;
}

/** One error of the catalogue. */
export interface CatalogueEntry {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly retryable: boolean;
  /** The server answers with it on its own, before any operation is known. */
  readonly server: boolean;
}

/** Fixed windows in which calls are counted, by their names; the first one is the quota that a caller is told of. */
export interface RateLimitPolicy {
  readonly windows: Readonly<Record<string, RateLimitWindow>>;
}

/** What one window of so many seconds allows: the same to everybody, or by the plan of the caller. */
export interface RateLimitWindow {
  readonly seconds: number;
  readonly limit?: number;
  readonly limits?: Readonly<Record<string, number>>;
}

/** The contract as the generator writes it: what the kit serves. */
export interface Contract {
  /** The bundled OpenAPI 3.1 document. */
  readonly document: unknown;
  /** The path that every operation is below: `/v1`, or empty. */
  readonly basePath: string;
  readonly operations: Readonly<Record<string, OperationEntry>>;
  readonly errors: Readonly<Record<string, CatalogueEntry>>;
  readonly rateLimits: Readonly<Record<string, RateLimitPolicy>>;
  /** The policy that counts failed authentications by address, or null when they are not limited. */
  readonly failureLimit: string | null;
}

/** The codes of the kit's own steps; every contract's catalogue has them. */
export const KIT_CODES = [
  'malformed_request',
  'invalid_parameter',
  'malformed_json',
  'missing_credentials',
  'invalid_credentials',
  'https_required',
  'insufficient_scope',
  'account_key_required',
  'not_found',
  'method_not_allowed',
  'not_acceptable',
  'request_timeout',
  'idempotency_in_progress',
  'precondition_failed',
  'content_too_large',
  'uri_too_long',
  'unsupported_media_type',
  'expectation_failed',
  'validation_failed',
  'idempotency_key_reused',
  'rate_limit_exceeded',
  'too_many_failed_attempts',
  'headers_too_large',
  'internal_error',
  'service_unavailable',
] as const;

export type KitCode = (typeof KIT_CODES)[number];
