import type { ApiError } from './api-error.ts';

/** What one operation of the contract needs at run time. Generated: `operations.gen.ts`. */
export interface Operation {
  /** Its operationId. */
  id: string;
  method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';
  /** The path template below the base URL: `/projects/{project_id}`. */
  path: string;
  /** Whether it may be sent again when nobody knows if it was carried out (RFC 9110, 9.2.2, or `x-idempotency`). */
  isIdempotent: boolean;
  /** Whether it takes an `Idempotency-Key` (`x-idempotency`). */
  sendsKey: boolean;
  /** What it counts in each rate-limit window; 0 when no policy counts it. */
  cost: number;
  /** How the list that it answers with is paged. */
  list?: 'page' | 'cursor';
  /** Whether its success is a file, which is handed over as the Response. */
  isFile?: boolean;
  /** The media type of its body, where that is another than `application/json`. */
  bodyType?: string;
  /** The classes of the codes that it declares; the class of a status is the one that they extend. */
  errors: readonly ErrorClass[];
  /** The response headers that the contract declares, by the name that `withResponse` gives them. One table for all operations. */
  headers: HeaderTable;
}

/** What the text of each header stands for, by its property: the field name in camelCase, so that without its hyphens it is the same but for case. */
export type HeaderTable = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

/**
 * The class of a code, or of a status. Generated: `errors.gen.ts`, as subclasses of `ApiError` (core/api-error.ts).
 * The statics say what the class stands for, and stay when names are minified.
 */
export interface ErrorClass {
  new (answer: ErrorAnswer): ApiError;
  readonly name: string;
  readonly status: number;
  /** Absent on the class of a status. */
  readonly code?: string;
  /** What the catalogue says of the code. */
  readonly retryable?: boolean;
}

/** An error answer, as `ApiError` is made of it. */
export interface ErrorAnswer {
  /** The operationId. */
  operation: string;
  status: number;
  /** The answer's own code; empty when it has none. */
  code: string;
  message: string;
  requestId: string | undefined;
  details: readonly ErrorDetail[];
  docUrl: string | undefined;
  retryable: boolean;
  headers: Headers;
  /** How often the request was sent. */
  attempts: number;
}

/** One fault of a request. */
export interface ErrorDetail {
  /** The part of the request that has it. */
  in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** Where in that part, as a JSON Pointer (RFC 6901). */
  pointer: string;
  /** What is wrong there, as a stable name. */
  code: string;
  message: string;
}

/** What a call sends. */
export interface Input {
  /** The path parameters, in the order in which the template names them. */
  path?: readonly (string | number)[];
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** What every call takes last. What is left out is what the client was made with. */
export interface CallOptions {
  /** Milliseconds that one attempt may take. */
  timeout?: number;
  /** Milliseconds that the call may take with all its attempts and waits. */
  maxTime?: number;
  /** Ends the call with an `AbortError`. */
  signal?: AbortSignal;
  /** Sent with the request, over the client's own. */
  headers?: Readonly<Record<string, string>>;
  /** How often the request is sent again. */
  retries?: number;
  /** Whether the call waits for a rate-limit window rather than run into a 429. */
  pacing?: boolean;
}

/** Of an operation with `x-idempotency`. */
export interface KeyOption {
  /** Sent as `Idempotency-Key`, instead of one that is made up for the call. */
  idempotencyKey?: string;
}

/** Of an operation that declares `If-Match`. */
export interface MatchOption {
  /** The entity tag that was last seen. When the object has changed since, nothing is done (412). */
  ifMatch?: string;
}

/** Of an operation that declares `If-None-Match`. */
export interface NoneMatchOption<Tag extends string | undefined = string | undefined> {
  /** The entity tag that was last seen. When the object is still the same, the call gives undefined (304). */
  ifNoneMatch?: Tag;
}

/** What a call gives beside its data: undefined, but only to who sent `ifNoneMatch`. */
export type NotModified<Tag> = Tag extends string ? undefined : never;

/** All that a call can be given; which of it an operation takes is in its own type. */
export type AnyCallOptions = CallOptions & KeyOption & MatchOption & NoneMatchOption;

/** An answer with what came beside its data. */
export interface Answer<Data, ResponseHeaders> {
  data: Data;
  response: Response;
  /** Those that the contract declares, in camelCase, numbers as numbers. */
  headers: ResponseHeaders;
  requestId: string | undefined;
}

/** The data of an answer, when it is there. */
export interface ApiPromise<Data, ResponseHeaders = Record<string, unknown>> extends Promise<Data> {
  /** Gives the response, its headers and the id of the request as well. */
  withResponse(): Promise<Answer<Data, ResponseHeaders>>;
}

/** One page, when it is awaited; every item, when it is iterated over. */
export interface ListPromise<Item, Page, ResponseHeaders = Record<string, unknown>>
  extends ApiPromise<Page, ResponseHeaders>, AsyncIterable<Item> {
  /** Goes through the pages, from the one that was asked for. */
  pages(): AsyncIterable<Page>;
  /** Gathers the items of as many pages as it takes, up to a limit. */
  toArray(options: { limit: number }): Promise<Item[]>;
}

/** How what goes on behind an answer is waited for (`x-job`). */
export interface Wait<Job> {
  /** Asks for its state. */
  get(core: OperationCalls, id: string, options?: CallOptions): ApiPromise<Job>;
  /** The property that holds its id. */
  id: string;
  /** The property that says how far it is, and the values of it that are an end. */
  status: string;
  ends: readonly string[];
  /** The property that `onProgress` is given. */
  progress?: string;
}

export interface WaitOptions<Job, Progress> extends Pick<CallOptions, 'maxTime' | 'signal'> {
  /** Milliseconds between two looks. */
  pollInterval?: number;
  /** Is told whenever the progress has changed. */
  onProgress?: (progress: Progress, job: Job) => void;
}

/** What generated functions call. `BaseCore` (core/base-core.ts) implements it. */
export interface OperationCalls {
  call<Data, ResponseHeaders>(operation: Operation, input: Input, options?: AnyCallOptions): ApiPromise<Data, ResponseHeaders>;
}

/** What a version of the contract tells its client. `new BaseCore<paths>(options, facts)`; `Core` of core.gen.ts fills it in. */
export interface ContractFacts {
  /** The first server of the contract, base path included. */
  baseUrl: string;
  /** Classes for codes that an operation does not declare, such as those of the server itself. `Client` gives all. */
  errors: readonly ErrorClass[];
}
