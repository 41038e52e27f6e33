import { suite } from '../../.ci/vitest.ts';

/** The tests of what is published, which read what `npm run build` has written. */
export default suite({ name: 'client-package', include: ['packed/**/*.test.ts'], timeout: 120_000 });
