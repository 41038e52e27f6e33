import { resolve } from 'node:path';

/** Where the end-to-end tests write down every answer they have seen. */
export const OBSERVED = resolve(import.meta.dirname, '../../../test-results/observed.txt');
