import { defineConfig, mergeConfig } from 'vitest/config';
import { suite } from '../vitest.ts';

export default mergeConfig(suite({ name: 'house', include: ['*.test.ts'] }), defineConfig({ root: import.meta.dirname }));
