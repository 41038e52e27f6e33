import { suite } from '../../.ci/vitest.ts';

const kinds = [...(process.env['TEST_DATABASE_URL'] === undefined ? [] : ['pg']), ...(process.env['TEST_REDIS_URL'] === undefined ? [] : ['redis'])];

// `.pg` needs a PostgreSQL that can fail, `.redis` a Redis too. One file after the other: each has the processor to itself
// with several processes.
export default suite({
  name: 'api-e2e-processes',
  include: kinds.map((kind) => `test/e2e/**/*.${kind}.test.ts`),
  timeout: 60_000,
  parallel: false,
});
