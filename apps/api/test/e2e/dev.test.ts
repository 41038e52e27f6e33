import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copiedRepository } from '../../../../.ci/dev-loop/copied-repository.ts';
import { runLoop } from '../../../../.ci/dev-loop/run-loop.ts';
import { saveChanged } from '../../../../.ci/dev-loop/save-changed.ts';
import { sendTo } from './harness/send.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PROJECT = 'openapi/components/schemas/Project.yaml';
const NAME = 'openapi/components/schemas/ProjectName.yaml';
const USERS = 'openapi/paths/users.yaml';
const HANDLER = 'apps/api/src/operations/projects/getProject.ts';

describe('npm run dev', () => {
  it('carries each save through to the server, the reference and the types', { timeout: 300_000 }, async () => {
    const repository = copiedRepository();
    onTestFinished(repository[Symbol.dispose]);
    const loop = runLoop(repository.folder);
    onTestFinished(loop[Symbol.asyncDispose]);
    const [, url = ''] = await loop.says(/API {8}(\S+)$/m);
    await loop.says(/^Watching openapi\/.*$/m);
    const contract = async () => (await sendTo(url, 'GET', '/docs/openapi.json')).text;
    const save = (path: string, change: (text: string) => string) => saveChanged(join(repository.folder, path), change);

    // Steps are named in the order in which they end, which is not the same every time.
    save(PROJECT, (text) => text.replace(/^description: .*$/m, 'description: A wall that stands true.'));
    const [carried] = await loop.says(/^openapi\/components\/schemas\/Project\.yaml saved → .* — all in [\d.]+ s$/m);
    for (const step of ['lint', 'generate', 'server', 'reference', 'types']) expect(carried).toMatch(new RegExp(`${step} \\d+\\.\\d s`));
    expect(carried).toContain('handlers: ok');
    expect(await contract()).toContain('A wall that stands true.');
    const reference = await sendTo(url, 'GET', '/docs/reference');
    expect(reference.text).toContain('A wall that stands true.');
    expect(reference.text).toContain('location.reload()');

    const mend = save(USERS, (text) => `${text}broken: [\n`);
    const [broken] = await loop.says(/^openapi\/paths\/users\.yaml saved → [\s\S]*?— the server goes on with the contract it had$/m);
    expect(broken).toMatch(/^ {2}openapi\/paths\/users\.yaml:\d+:\d+ /m);
    expect(await contract()).toContain('A wall that stands true.');
    mend();
    await loop.says(/^openapi\/paths\/users\.yaml saved → .* — nothing that is generated has changed, so nothing restarts$/m);

    const retype = save(NAME, (text) => text.replace('type: string', 'type: integer'));
    const [retyped] = await loop.says(/^openapi\/components\/schemas\/ProjectName\.yaml saved → [\s\S]*?— all in [\d.]+ s$/m);
    expect(retyped).toMatch(/lint \d+\.\d s, \d+ problem/);
    expect(retyped).toMatch(/types \d+\.\d s, \d+ problem/);
    expect(retyped).toMatch(/^ {2}apps\/api\/src\/operations\/projects\/createProject\.ts:\d+:\d+ /m);

    const respell = save(HANDLER, (text) => `${text}const = 1;\n`);
    const [stopped] = await loop.says(/^apps\/api\/src\/operations\/projects\/getProject\.ts saved → [\s\S]*?— no server is running; the next save starts it$/m);
    expect(stopped).toContain('SyntaxError');
    expect(stopped).not.toContain('generate');
    respell();
    retype();
    await loop.says(/^apps.*\/getProject\.ts, openapi.*\/ProjectName\.yaml saved → .*handlers: ok\) — all in [\d.]+ s$/m);
    expect(await contract()).toContain('A wall that stands true.');
    expect(loop.output().match(/ saved → /g), 'a run for what is saved, and none for what a run wrote').toHaveLength(6);

    expect(await loop.end()).toBe(0);
    await expect(sendTo(url, 'GET', '/livez')).rejects.toThrow('ECONNREFUSED');
  });

  it('explains itself, and refuses what it does not know', async () => {
    const explained = runLoop(ROOT, ['--help']);
    await explained.says(/--contract[\s\S]*PORT/);
    expect(await explained.exit).toBe(0);

    const refused = runLoop(ROOT, ['--watch-everything']);
    await refused.says(/--watch-everything/);
    expect(await refused.exit).toBe(2);
  });
});
