import { suite } from '../../.ci/vitest.ts';

export default suite({ name: 'api', include: ['{src,deploy,test/chaos}/**/!(*.db|*.pg|*.redis).test.ts'] });
