import { rmSync } from 'node:fs';
import { OBSERVED } from './ledger-file.ts';

/** Every run of the end-to-end tests starts with an empty ledger. */
export function setup(): void {
  rmSync(OBSERVED, { force: true });
}
