import { suite } from '../../.ci/vitest.ts';

export default suite({ name: 'server', include: ['src/**/*.test.ts'], typecheck: true });
