import type { OperationEntry } from './contract.ts';
import type { Fail } from './failure.ts';

/** Put in the place of a handler, it lets an operation answer from the contract's example. */
export const stub: unique symbol = Symbol('stub');

/** What openapi-typescript writes for an operation, as far as handlers need it. */
interface OperationTypes {
  parameters: { query?: unknown; path?: unknown; header?: unknown; cookie?: unknown };
  requestBody?: unknown;
  responses: object;
}

type Json<Message> = Message extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 301 | 302 | 303 | 304 | 307 | 308;

/** The declared successes of an operation as values: `{ status: 201, body }`. Errors are thrown with `fail`. */
export type Reply<Types extends OperationTypes> = {
  [Status in keyof Types['responses'] & Success]: {
    status: Status;
    headers?: Record<string, string>;
  } & (Types['responses'][Status] extends { content: { 'application/json': infer Body } }
    ? { body: Body }
    : { body?: undefined });
}[keyof Types['responses'] & Success];

/** Values in which what has a default is always there. */
type Filled<Values, Names extends string> = Values extends object
  ? Omit<Values, Names> & Required<Pick<Values, Names & keyof Values>>
  : Values;

/** What a handler gets: values that were read and checked as the contract says. */
export interface Call<Types extends OperationTypes, Entry extends OperationEntry, Principal> {
  params: Types['parameters']['path'];
  query: Filled<NonNullable<Types['parameters']['query']>, Entry['defaults']['query'][number]>;
  headers: NonNullable<Types['parameters']['header']>;
  cookies: NonNullable<Types['parameters']['cookie']>;
  body: Filled<Json<Types['requestBody']>, Entry['defaults']['body'][number]>;
  /** Who calls; undefined where the operation is public. */
  principal: Entry['scopes'] extends null ? undefined : Principal;
  requestId: string;
  /** Makes an error that the operation declares in `x-errors`; `throw` it. */
  fail: Fail<Entry['errors'][number]>;
}

/** Does what one operation promises. It returns its answer and never touches the response. */
export type Handler<Types extends OperationTypes, Entry extends OperationEntry, Principal> = (
  call: Call<Types, Entry, Principal>,
) => Reply<Types> | Promise<Reply<Types>>;

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
