export { createClient, type Client, type ClientOptions } from './create-client.ts';
export type { components, ErrorCode, Operations, paths } from '@plumbline/contract';
