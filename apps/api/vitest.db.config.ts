import { suite } from '../../.ci/vitest.ts';

const onPostgres = process.env['TEST_DATABASE_URL'] !== undefined;

// On the embedded database, or on the PostgreSQL that TEST_DATABASE_URL names; `.pg` needs a server that can fail.
export default suite({
  name: onPostgres ? 'api-db-postgres' : 'api-db',
  include: onPostgres ? ['src/**/*.{db,pg}.test.ts'] : ['src/**/*.db.test.ts'],
  timeout: 60_000,
});
