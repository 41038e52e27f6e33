import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A test file that is made from a contract. */
export interface GeneratedTest {
  name: string;
  /** The folder of its package, where vitest runs. */
  folder: string;
  /** Relative to that folder. */
  file: string;
}

/**
 * The files whose cases are made from the contract, those first that end soon: an operation that is added is in them
 * without anybody's doing. What is written by hand beside them does not count, however many faults it would catch.
 */
const API = [
  'examples',
  'methods',
  'undeclared',
  'rate-limits',
  'pairs',
  'list-refusals',
  'corridor',
  'cursor-misuse',
  'writes',
  'emitted-events',
  'idempotency-secrets',
  'minting',
  'list-cursors',
  'list-pages',
  'conditional',
  'idempotency',
  'idempotency-progress',
  'schema-faults',
  'two-accounts',
  'authorization',
  'minting-chains',
  'minting.property',
  'list-changes',
  'generated-requests',
];

/** Those of them that a copy of the repository has. */
export function generatedTests(copy: string): GeneratedTest[] {
  const all = [
    { name: 'corridor-ledger', folder: 'packages/server', file: 'test/corridor-ledger.test.ts' },
    ...API.map((name) => ({ name, folder: 'apps/api', file: `test/e2e/${name}.test.ts` })),
  ];
  return all.filter(({ folder, file }) => existsSync(join(copy, folder, file)));
}

/** The same tests with the named one in front. */
export function startingWith(tests: readonly GeneratedTest[], first: string | undefined): GeneratedTest[] {
  return tests.toSorted((one, other) => Number(other.name === first) - Number(one.name === first));
}
