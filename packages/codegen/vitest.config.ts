import { suite } from '../../.ci/vitest.ts';

export default suite({ name: 'codegen', timeout: 30_000 });
