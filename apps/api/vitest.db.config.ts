import { suite } from '../../.ci/vitest.ts';

const onPostgres = process.env['TEST_DATABASE_URL'] !== undefined;
const kinds = ['db', ...(onPostgres ? ['pg'] : []), ...(process.env['TEST_REDIS_URL'] ? ['redis'] : [])];

// On the embedded database, or on the PostgreSQL that TEST_DATABASE_URL names; `.pg` needs a server that can fail, and
// `.redis` the Redis that TEST_REDIS_URL names.
export default suite({
  name: onPostgres ? 'api-db-postgres' : 'api-db',
  include: kinds.map((kind) => `src/**/*.${kind}.test.ts`),
  timeout: 60_000,
  onAllCores: true,
});
