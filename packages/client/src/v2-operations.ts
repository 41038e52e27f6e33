export { Core } from './v2/core.gen.ts';
export * from './v2/operations.gen.ts';
