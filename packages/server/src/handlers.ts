import type { OperationEntry } from './contract.ts';
import type { Fail } from './failure.ts';
import type { FileAnswer } from './file/file-answer.ts';
import type { ListPage, ListParameter, ListRequest } from './list/list-request.ts';

/** Put in the place of a handler, it lets an operation answer from the contract's example. */
export const stub: unique symbol = Symbol('stub');

/** What openapi-typescript writes for an operation, as far as handlers need it. */
interface OperationTypes {
  parameters: { query?: unknown; path?: unknown; header?: unknown; cookie?: unknown };
  requestBody?: unknown;
  responses: object;
}

type Json<Message> = Message extends { content: { 'application/json': infer Body } } ? Body : undefined;
/** The statuses that a handler may return; the kit itself answers 304. */
type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 301 | 302 | 303 | 307 | 308;

/**
 * The declared successes of an operation as values: `{ status: 201, body }`, `{ status: 200, page }` of a list, or
 * `{ status: 200, file }` of what is not JSON.
 * Errors are thrown with `fail`.
 */
export type Reply<Types extends OperationTypes, List extends OperationEntry['list'] = null> = {
  [Status in keyof Types['responses'] & Success]: { status: Status; headers?: Record<string, string> } & Content<
    Types['responses'][Status],
    Status extends 200 ? List : null
  >;
}[keyof Types['responses'] & Success];

type Content<Response, List> = Response extends { content: { 'application/json': infer Body } }
  ? [List] extends [null]
    ? { body: Body }
    : { page: ListPage<Body extends { data: (infer Item)[] } ? Item : never> }
  : Response extends { content: infer Types }
    ? { file: FileAnswer<keyof Types & string> }
    : { body?: undefined };

/** The declared values, or none, so that a handler also fits a version that declares more than it reads. */
type Declared<Values> = [NonNullable<Values>] extends [never] ? Record<never, never> : NonNullable<Values>;

/** Values in which what has a default is always there. */
type Filled<Values, Names extends string> = Values extends object
  ? Omit<Values, Names> & Required<Pick<Values, Names & keyof Values>>
  : Values;

/** The query of a list that has read its own parameters already. */
type Without<Query, List> = [List] extends [null] ? Query : Omit<Query, ListParameter<List>>;

/** What a handler gets: values that were read and checked as the contract says. */
export interface Call<Types extends OperationTypes, Entry extends OperationEntry, Principal> {
  params: Declared<Types['parameters']['path']>;
  /** Without what `list` has taken. */
  query: Without<Filled<Declared<Types['parameters']['query']>, Entry['defaults']['query'][number]>, Entry['list']>;
  headers: Declared<Types['parameters']['header']>;
  cookies: Declared<Types['parameters']['cookie']>;
  body: Filled<Json<Types['requestBody']>, Entry['defaults']['body'][number]>;
  /** Which part of which list is asked for; undefined where the operation is no list. */
  list: Entry['list'] extends null ? undefined : ListRequest;
  /** Who calls; undefined where the operation is public. */
  principal: Entry['scopes'] extends null ? undefined : Principal;
  /** Whence: an IP address, IPv4 written as such, or `unknown` where a proxy that is trusted passed on something else. */
  address: string;
  requestId: string;
  /** What stands before the path of every operation of this version, for `Location`: `/v1`. */
  basePath: string;
  /**
   * Undefined when the caller sent no `If-Match`. Else it must be called with what GET shows of the present state, in
   * the transaction that changes it: it throws `precondition_failed` unless the caller has seen exactly that.
   */
  ifMatch: ((representation: object) => void) | undefined;
  /** Says something of the request to whoever records it; a second value takes the place of the first. */
  label(name: string, value: string): void;
  /**
   * Waits for slow work that needs nothing of what requests share (the hash of a password), and lets other requests have
   * this one's turn meanwhile. Not within a transaction, which holds a connection.
   */
  aside<T>(work: () => Promise<T>): Promise<T>;
  /** Makes an error that the operation declares in `x-errors`; `throw` it. */
  fail: Fail<Entry['errors'][number]>;
}

/** Does what one operation promises. It returns its answer and never touches the response. */
export type Handler<Types extends OperationTypes, Entry extends OperationEntry, Principal> = (
  call: Call<Types, Entry, Principal>,
) => Reply<Types, Entry['list']> | Promise<Reply<Types, Entry['list']>>;

/** A handler for every operation of a contract: one that is missing does not compile. */
export type Handlers<Table extends Record<string, OperationEntry>, Types, Principal> = {
  [Id in keyof Table & keyof Types]: Types[Id] extends OperationTypes
    ? Handler<Types[Id], Table[Id], Principal>
    : never;
};

/** `Handlers` in which operations may be stubbed on purpose. */
export type HandlersOrStubs<Table extends Record<string, OperationEntry>, Types, Principal> = {
  [Id in keyof Handlers<Table, Types, Principal>]: Handlers<Table, Types, Principal>[Id] | typeof stub;
};
