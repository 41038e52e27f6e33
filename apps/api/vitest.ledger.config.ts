import { suite } from '../../.ci/vitest.ts';

// Runs behind the end-to-end tests and reads what they have observed.
export default suite({ name: 'ledger', include: ['test/ledger.test.ts'] });
