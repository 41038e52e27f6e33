import { suite } from '../../.ci/vitest.ts';

const onPostgres = process.env['TEST_DATABASE_URL'] !== undefined;

// One file after the other: each starts servers and databases of its own, and the ledger counts them all.
// `.pg` needs a PostgreSQL that can fail; what does not depend on the database at all (`dev`, `slow-clients`) runs once.
export default suite({
  name: onPostgres ? 'api-e2e-postgres' : 'api-e2e',
  include: onPostgres ? ['test/e2e/**/!(dev|slow-clients).test.ts'] : ['test/e2e/**/!(*.pg).test.ts'],
  timeout: 60_000,
  parallel: false,
  globalSetup: ['test/e2e/harness/empty-ledger.ts'],
});
