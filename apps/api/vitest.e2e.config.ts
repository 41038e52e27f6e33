import { suite } from '../../.ci/vitest.ts';

const onPostgres = process.env['TEST_DATABASE_URL'] !== undefined;
// What starts processes of its own and kills them (`.pg`, `.redis`) is in vitest.processes.config.ts; what does not
// depend on the database at all (`dev`) runs once.
const left = ['*.pg', '*.redis', ...(onPostgres ? ['dev'] : [])];

// Each file starts a server and a database of its own, and adds whole lines to the ledger.
export default suite({
  name: onPostgres ? 'api-e2e-postgres' : 'api-e2e',
  include: [`test/e2e/**/!(${left.join('|')}).test.ts`],
  timeout: 60_000,
  onAllCores: true,
  longest: ['durability', 'dev', 'authorization', 'request-loss', 'two-accounts', 'generated-requests'],
  globalSetup: ['test/e2e/harness/empty-ledger.ts'],
});
