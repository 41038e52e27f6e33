export * from './exports.ts';
export * from './v2/client.gen.ts';
export { Core } from './v2/core.gen.ts';
export * from './v2/errors.gen.ts';
export type * from './v2/types.gen.ts';
export type { ErrorCode } from '@plumbline/contract/v2/errors';
export type { components, operations as Operations, paths } from '@plumbline/contract/v2/types';
