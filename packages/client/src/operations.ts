export { Core } from './v1/core.gen.ts';
export * from './v1/operations.gen.ts';
