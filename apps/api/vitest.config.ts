import { suite } from '../../.ci/vitest.ts';

export default suite({ name: 'api', include: ['src/**/!(*.db|*.pg).test.ts'] });
