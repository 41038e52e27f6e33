import { suite } from '../../.ci/vitest.ts';

const onPostgres = process.env['TEST_DATABASE_URL'] !== undefined;
const hasRedis = process.env['TEST_REDIS_URL'] !== undefined;
const left = onPostgres ? ['dev', ...(hasRedis ? [] : ['*.redis'])] : ['*.pg', '*.redis'];

// One file after the other: each starts servers and databases of its own, and the ledger counts them all.
// `.pg` needs a PostgreSQL that can fail, `.redis` a Redis too; what does not depend on the database at all (`dev`)
// runs once.
export default suite({
  name: onPostgres ? 'api-e2e-postgres' : 'api-e2e',
  include: [`test/e2e/**/!(${left.join('|')}).test.ts`],
  timeout: 60_000,
  parallel: false,
  globalSetup: ['test/e2e/harness/empty-ledger.ts'],
});
