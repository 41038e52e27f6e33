import { suite } from '../.ci/vitest.ts';

export default suite({ name: 'lint-rules', include: ['lint/**/*.test.ts'] });
