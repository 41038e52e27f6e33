import { mergeConfig } from 'vitest/config';
import { suite } from '../../.ci/vitest.ts';

// One server for all, so all samples are in one file, which runs them side by side.
export default mergeConfig(suite({ name: 'docs-samples', include: ['test/*.samples.ts'], timeout: 180_000 }), { test: { maxConcurrency: 4, hookTimeout: 180_000 } });
