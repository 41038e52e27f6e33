import { suite } from '../../.ci/vitest.ts';

// On the embedded database, or on the PostgreSQL that TEST_DATABASE_URL names.
export default suite({
  name: process.env['TEST_DATABASE_URL'] ? 'api-db-postgres' : 'api-db',
  include: ['src/**/*.db.test.ts'],
  timeout: 60_000,
});
