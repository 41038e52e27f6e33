import { suite } from '../../.ci/vitest.ts';

// Runs behind the end-to-end tests and reads what they have observed.
export default suite({ name: process.env['TEST_DATABASE_URL'] ? 'ledger-postgres' : 'ledger', include: ['test/ledger.test.ts'] });
