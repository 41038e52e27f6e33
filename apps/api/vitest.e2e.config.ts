import { suite } from '../../.ci/vitest.ts';

// One file after the other: each starts servers and databases of its own, and the ledger counts them all.
export default suite({
  name: process.env['TEST_DATABASE_URL'] ? 'api-e2e-postgres' : 'api-e2e',
  include: ['test/e2e/**/*.test.ts'],
  timeout: 60_000,
  parallel: false,
  globalSetup: ['test/e2e/harness/empty-ledger.ts'],
});
