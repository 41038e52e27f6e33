export * from './exports.ts';
export * as webhooks from './webhooks.ts';
export * from './v1/client.gen.ts';
export { Core } from './v1/core.gen.ts';
export * from './v1/errors.gen.ts';
export type * from './v1/events.gen.ts';
export type * from './v1/types.gen.ts';
export type { ErrorCode } from '@plumbline/contract/errors';
export type { components, operations as Operations, paths } from '@plumbline/contract/types';
