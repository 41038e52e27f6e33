import { suite } from '../../.ci/vitest.ts';

/** What is published, on every platform that it is for, against the API itself. One after the other: they share its rate limits. */
export default suite({ name: 'client-platforms', include: ['packed/platforms/*.platform.ts'], timeout: 60_000, parallel: false, globalSetup: ['packed/platforms/stand.ts'] });
