import { describe, expect, it } from 'vitest';
import { savedFiles } from './saved-files.ts';

const { accept, changes } = savedFiles('/repo', '/repo/openapi');

describe('savedFiles', () => {
  it.each([
    ['openapi/openapi.yaml', 'contract'],
    ['openapi/redocly.yaml', 'contract'],
    ['openapi/paths/users_{user_id}.yaml', 'contract'],
    ['openapi/lint/rules/file-per-url.ts', 'contract'],
    ['packages/codegen/src/emit/types.ts', 'contract'],
    ['apps/api/src/operations/users/getUser.ts', 'sources'],
    ['packages/server/src/corridor/accept.ts', 'sources'],
    ['packages/contract/src/types.gen.ts', 'nothing'],
    ['packages/contract/src/openapi.gen.json', 'nothing'],
    ['packages/server/src/corridor/accept.test.ts', 'nothing'],
    ['packages/server/src/handlers.test-d.ts', 'nothing'],
    ['apps/api/src/dev/dev.ts', 'nothing'],
    ['openapi/lint/fixtures/file-per-url/bad/openapi.yaml', 'nothing'],
    ['openapi/lint/rules.test.ts', 'nothing'],
    ['openapi/vitest.config.ts', 'nothing'],
    ['openapi/paths/.users.yaml.swp', 'nothing'],
    ['openapi/paths/users.yaml~', 'nothing'],
    ['openapi/paths/users.yaml.4711.tmp', 'nothing'],
  ])('%s asks for: %s', (file, want) => {
    const path = `/repo/${file}`;
    const { contract, sources } = changes([path]);

    expect(accept(path)).toBe(want !== 'nothing');
    expect({ contract, sources }).toEqual({ contract: want === 'contract', sources: want === 'sources' });
  });

  it.each([
    ['openapi/openapi.yaml', false],
    ['openapi/redocly.yaml', true],
    ['openapi/lint/rules/file-per-url.ts', true],
    ['packages/codegen/src/emit/types.ts', true],
    ['apps/api/src/operations/users/getUser.ts', false],
  ])('%s makes what the generator has loaded old: %s', (file, want) => {
    expect(changes([`/repo/${file}`]).generator).toBe(want);
  });

  it('sums up what was saved together, and takes nothing for everything', () => {
    const together = ['/repo/openapi/paths/users.yaml', '/repo/apps/api/src/app.ts'];

    expect(changes(together)).toEqual({ files: ['apps/api/src/app.ts', 'openapi/paths/users.yaml'], contract: true, generator: false, sources: true });
    expect(changes([])).toEqual({ files: [], contract: true, generator: false, sources: true });
  });
});
