import { defineConfig } from 'vitest/config';

interface Suite {
  /** What the suite is called in reports: `server`, `api-e2e`. */
  name: string;
  include?: string[];
  /** Milliseconds one test may take. */
  timeout?: number;
  typecheck?: boolean;
  /** Whether files may run side by side; off where they share a database or the processor. */
  parallel?: boolean;
  /** Whether as many files run at once as there are cores, for what has the processor to itself; else one less. */
  onAllCores?: boolean;
  globalSetup?: string[];
}

/**
 * The settings every package's tests share: packages are read from their sources, and the results
 * are also written as JSON to `test-results/<name>.json`, which `.ci/run` adds up.
 */
export function suite({ name, include, timeout = 10_000, typecheck = false, parallel = true, onAllCores = false, globalSetup = [] }: Suite) {
  return defineConfig({
    ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
    test: {
      name,
      include: include ?? ['src/**/*.test.ts', 'test/**/*.test.ts'],
      testTimeout: timeout,
      hookTimeout: 60_000,
      fileParallelism: parallel,
      ...(onAllCores && { maxWorkers: '100%' }),
      pool: 'forks',
      globalSetup,
      typecheck: { enabled: typecheck, include: ['src/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
      reporters: ['default', ['json', { outputFile: `test-results/${name}.json` }]],
    },
  });
}
