// What the client is of every version of the contract.
export { ApiError } from './core/api-error.ts';
export type { ClientOptions } from './core/client-options.ts';
export type { AttemptInfo, Hooks as ClientHooks, ResponseInfo, RetryInfo, WaitInfo } from './core/hooks.ts';
export type { Logger as ClientLogger, LogLevel as ClientLogLevel } from './core/log.ts';
export { AbortError, ConnectionError, TimeoutError } from './core/no-answer-error.ts';
export type {
  Answer,
  ApiPromise,
  CallOptions,
  ErrorClass,
  KeyOption,
  ListPromise,
  MatchOption,
  NoneMatchOption,
  NotModified,
  Operation,
  OperationCalls,
  WaitOptions,
} from './core/operation.ts';
export { PlumblineError } from './core/plumbline-error.ts';
