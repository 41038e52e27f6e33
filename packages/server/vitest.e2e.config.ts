import { suite } from '../../.ci/vitest.ts';

// Servers and raw sockets.
export default suite({ name: 'server-e2e', include: ['test/**/*.test.ts'], timeout: 30_000 });
