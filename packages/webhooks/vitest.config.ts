import { suite } from '../../.ci/vitest.ts';

export default suite({ name: 'webhooks', timeout: 30_000 });
