import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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
  /** The files that take longest, by the beginnings of their names: they run first, so that no core waits for them at the end. */
  longest?: readonly string[];
  globalSetup?: string[];
}

/**
 * The settings every package's tests share: packages are read from their sources, and the results
 * are also written as JSON to `test-results/<name>.json`, which `.ci/run` adds up.
 */
export function suite({ name, include, timeout = 10_000, typecheck = false, parallel = true, onAllCores = false, longest = [], globalSetup = [] }: Suite) {
  return defineConfig({
    ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
    test: {
      name,
      include: include ?? ['src/**/*.test.ts', 'test/**/*.test.ts'],
      testTimeout: timeout,
      hookTimeout: 60_000,
      fileParallelism: parallel,
      ...(onAllCores && { maxWorkers: '100%' }),
      sequence: { sequencer: longestFirst(longest) },
      pool: 'forks',
      globalSetup,
      typecheck: { enabled: typecheck, include: ['src/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
      reporters: ['default', ['json', { outputFile: `test-results/${name}.json` }]],
    },
  });
}

/** Vitest's own order, with some files in front of it. */
function longestFirst(longest: readonly string[]) {
  const place = ({ moduleId }: TestSpecification) => {
    const index = longest.findIndex((name) => moduleId.includes(`/${name}.`));
    return index === -1 ? longest.length : index;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
    }
  };
}
