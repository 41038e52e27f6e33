import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A test file that is asked whether it notices a fault. */
export interface AskedTest {
  name: string;
  /** The folder of its package, where vitest runs. */
  folder: string;
  /** Relative to that folder. */
  file: string;
  /** Vitest's, in that folder. */
  config: string;
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

/**
 * The tests that are asked about the faults of one part, those of them that a copy of the repository has: of the client its
 * own, since nothing of it is made from a contract but the functions that call its core; of all else those that are.
 */
export function askedTests(copy: string, part: string): AskedTest[] {
  return part === 'client' ? ofClient(copy) : generated(copy);
}

function ofClient(copy: string): AskedTest[] {
  const folder = 'packages/client';
  const files = globSync('src/**/*.test.ts', { cwd: join(copy, folder) }).toSorted();
  return files.map((file) => ({ name: basename(file, '.test.ts'), folder, file, config: 'vitest.config.ts' }));
}

function generated(copy: string): AskedTest[] {
  const config = 'vitest.e2e.config.ts';
  const all = [
    { name: 'corridor-ledger', folder: 'packages/server', file: 'test/corridor-ledger.test.ts', config },
    ...API.map((name) => ({ name, folder: 'apps/api', file: `test/e2e/${name}.test.ts`, config })),
  ];
  return all.filter(({ folder, file }) => existsSync(join(copy, folder, file)));
}

/** The same tests with the named one in front. */
export function startingWith(tests: readonly AskedTest[], first: string | undefined): AskedTest[] {
  return tests.toSorted((one, other) => Number(other.name === first) - Number(one.name === first));
}
