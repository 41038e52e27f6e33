import { suite } from '../../.ci/vitest.ts';

// All ask one server, which is started before them. Looking at every page takes long, so that it begins first.
export default suite({ name: 'docs-site', include: ['test/site/*.site.ts'], timeout: 240_000, onAllCores: true, longest: ['appearance'], globalSetup: ['test/site/serve-site.ts'] });
