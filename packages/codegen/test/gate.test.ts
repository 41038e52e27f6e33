import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BASE } from './compare/base-document.ts';
import { HAS_GIT, repositoryFolder, type RepositoryFolder } from './compare/repository-folder.ts';
import { runMain } from './run-main.ts';

const V1 = 'src/openapi.gen.json';
const V2 = 'src/v2/openapi.gen.json';
const BUNDLES = ['--bundle', `v1=${V1}`, '--bundle', `v2=${V2}`, '--today', '2026-11-24'];

const WITHOUT_LIST = { ...BASE, paths: { ...BASE.paths, '/notes': { post: BASE.paths['/notes'].post } } };
const WITHOUT_EVENT = { ...BASE, webhooks: {} };
const gate = ({ folder }: RepositoryFolder, ...more: string[]) => runMain('gate', '--repository', folder, ...BUNDLES, ...more);

/** A repository whose commits hold these documents as v1, each tagged when it is named. */
async function history(...commits: [tag: string | undefined, document: unknown][]): Promise<RepositoryFolder> {
  const repository = await repositoryFolder();
  for (const [tag, document] of commits) {
    await repository.write(V1, document);
    await repository.commit(tag);
  }
  return repository;
}

describe.skipIf(!HAS_GIT)('the gate', () => {
  it('lets what is unchanged pass, and says what it was compared with', async () => {
    await using repository = await history(['v1.0.0', BASE]);
    const { code, out, err } = await gate(repository);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^v1: 1 beta or alpha operation promised nothing; 0 changes there\.\nv1: nothing breaks; 4 operations and 1 event compared with v1\.0\.0 \([0-9a-f]{7,}\)\.\nv2: not there; v1\.0\.0 \(\S+\) has no src\/v2\/openapi\.gen\.json to compare with\.\n$/);
  });

  it('stops what breaks in the working tree, committed or not, and names it', async () => {
    await using repository = await history(['v1.0.0', BASE]);
    await repository.write(V1, WITHOUT_LIST);
    const { code, out, err } = await gate(repository);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^breaking: listNotes \(GET \/notes\), base #\/paths\/~1notes\/get: The operation is gone, .+\n/);
    expect(err).toMatch(/\nv1: 1 breaking change; 4 operations and 1 event compared with v1\.0\.0 \(\S+\)\. Undo what breaks, or bring it in a new version of the API\.\n/);
    await repository.commit();
    expect(await gate(repository)).toMatchObject({ code: 1, err });
  });

  it.each([
    ['the last tag v*, whatever came after it', [['v1.0.0', BASE], ['v1.1.0', WITHOUT_EVENT], [undefined, WITHOUT_EVENT]], 0, 'v1.1.0'],
    ['no other tag', [['v1.0.0', BASE], ['release-2', WITHOUT_EVENT]], 1, 'v1.0.0'],
    ['main, before the first tag', [[undefined, BASE]], 0, 'main'],
  ] as const)('takes %s', async (_, commits, code, name) => {
    await using repository = await history(...commits.map(([tag, document]): [string | undefined, unknown] => [tag, document]));
    const { out, err, ...result } = await gate(repository);
    expect(result.code).toBe(code);
    expect(out + err).toContain(`compared with ${name} (`);
  });

  it('takes only a tag that is behind HEAD', async () => {
    await using repository = await history(['v1.0.0', BASE], ['v2.0.0', WITHOUT_LIST]);
    await repository.git('checkout', '--quiet', '-b', 'fix', 'v1.0.0');
    expect(await gate(repository)).toMatchObject({ code: 0, out: expect.stringContaining('compared with v1.0.0 (') });
  });

  it('takes main on another branch, and origin/main where there is no main', async () => {
    await using repository = await history([undefined, BASE]);
    await repository.git('checkout', '--quiet', '-b', 'topic');
    await repository.write(V1, WITHOUT_LIST);
    await repository.commit();
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringContaining('compared with main (') });
    await repository.git('update-ref', 'refs/remotes/origin/main', 'main');
    await repository.git('branch', '--quiet', '-D', 'main');
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringContaining('compared with origin/main (') });
  });

  it('takes the commit that is named', async () => {
    await using repository = await history(['v1.0.0', BASE], ['v1.1.0', WITHOUT_EVENT]);
    expect(await gate(repository, '--base', 'v1.0.0')).toMatchObject({ code: 1, err: expect.stringContaining('breaking: event note.created, base #/webhooks/note.created/post') });
    expect(await gate(repository, '--base', 'v3')).toMatchObject({ code: 1, err: expect.stringContaining('There is no commit v3. Name a tag, a branch or a commit') });
  });

  it('compares every version, and lets a new one pass', async () => {
    await using repository = await history(['v1.0.0', BASE]);
    await repository.write(V2, BASE);
    expect(await gate(repository)).toMatchObject({ code: 0, out: expect.stringMatching(/\nv2: new; v1\.0\.0 \(\S+\) has no src\/v2/) });
    await repository.commit('v1.1.0');
    await repository.write(V2, WITHOUT_LIST);
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringContaining('v2: 1 breaking change') });
  });

  it('takes a version whose document is gone for one without operations', async () => {
    await using repository = await history(['v1.0.0', BASE]);
    await repository.write(V2, BASE);
    await repository.git('rm', '--quiet', V1);
    const { code, err } = await gate(repository);
    expect([code, err.match(/^breaking: .+ is gone, /gm)?.length]).toEqual([1, 5]);
  });

  it('says so where nothing was committed yet', async () => {
    await using repository = await repositoryFolder();
    await repository.write(V1, BASE);
    expect(await gate(repository)).toEqual({ code: 0, out: 'Nothing was committed yet, so there is nothing to compare with.\n', err: '' });
  });
});

describe.skipIf(!HAS_GIT)('the gate, when a sunset has passed', () => {
  it('stops on that day, with the operation and where its date stands', async () => {
    await using repository = await history(['v1.0.0', BASE]);
    expect(await gate(repository, '--today', '2027-05-31')).toMatchObject({ code: 0 });
    const { code, err } = await gate(repository, '--today', '2027-06-01');
    expect(code).toBe(1);
    expect(err).toMatch(/^v1: in src\/openapi\.gen\.json, touchNote \(PATCH \/notes\/\{note_id\}\), #\/paths\/~1notes~1\{note_id\}\/patch\/x-sunset: its sunset of 2027-06-01 has passed\. Remove it from the contract, or give it a later x-sunset\.\n/);
  });

  it('names an event too, before anything was committed', async () => {
    await using repository = await repositoryFolder();
    await repository.write(V1, { ...BASE, paths: {}, webhooks: { 'note.created': { post: { ...BASE.webhooks['note.created'].post, 'x-sunset': '2026-11-24' } } } });
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringContaining('noteCreated (POST note.created), #/webhooks/note.created/post/x-sunset') });
  });
});

describe.skipIf(!HAS_GIT)('the gate, when it cannot tell', () => {
  it('fails outside a repository, and says what to do', async () => {
    await using repository = await repositoryFolder();
    await rm(join(repository.folder, '.git'), { recursive: true });
    await repository.write(V1, BASE);
    const { code, err } = await gate(repository);
    expect(code).toBe(1);
    expect(err).toMatch(/^The gate cannot tell whether anything breaks\. There is no repository at \S+ to take the last release from \(git says: fatal: not a git repository.+\)\. Run the gate in a clone, or set two files side by side with `plumbline compare`\.\n$/s);
    const asked = await gate(repository, '--unversioned');
    expect(asked).toEqual({ code: 0, out: `${repository.folder} is no git repository, so only sunsets were looked at and nothing was compared.\n`, err: '' });
    expect(await gate(repository, '--unversioned', '--today', '2027-06-01')).toMatchObject({ code: 1, err: expect.stringContaining('its sunset of 2027-06-01 has passed') });
  });

  it('fails where there is neither a tag nor main', async () => {
    await using repository = await history([undefined, BASE]);
    await repository.git('branch', '--quiet', '-m', 'trunk');
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringContaining('There is neither a tag `v*` behind HEAD nor a branch main to compare with. Fetch them') });
  });

  it('fails in a shallow clone, whose tags may be behind what was fetched', async () => {
    await using repository = await history(['v1.0.0', BASE], [undefined, WITHOUT_LIST]);
    const clone = await mkdtemp(join(tmpdir(), 'plumbline-clone-'));
    try {
      await promisify(execFile)('git', ['clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone]);
      expect(await runMain('gate', '--repository', clone, ...BUNDLES)).toMatchObject({ code: 1, err: expect.stringContaining('This clone is shallow and has no tag `v*`') });
    } finally {
      await rm(clone, { recursive: true });
    }
  });

  it('fails where no document was generated', async () => {
    await using repository = await history(['v1.0.0', BASE]);
    await repository.git('rm', '--quiet', V1);
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringMatching(/None of src\/openapi\.gen\.json, src\/v2\/openapi\.gen\.json is in \S+\. Write them with `npm run generate`\./) });
  });

  it('fails at a document that is none, and says where it is from', async () => {
    await using repository = await history(['v1.0.0', '{']);
    await repository.write(V1, BASE);
    expect(await gate(repository)).toMatchObject({ code: 1, err: expect.stringMatching(/src\/openapi\.gen\.json at v1\.0\.0 \(\S+\) is no JSON: /) });
  });

  it.each([
    [[], 'Name a bundled document: --bundle v1='],
    [['--bundle', V1], 'names no bundled document; write it as in --bundle v1='],
    [['--bundle', `v1=${V1}`, '--today', '2027-02-30'], '`2027-02-30` is no date; write it as in --today 2027-06-01'],
    [['--bundle', `v1=${V1}`, '--what'], "Unknown option '--what'"],
  ])('refuses the call %j', async (argv, reason) => {
    const { code, err } = await runMain('gate', ...argv);
    expect(code).toBe(2);
    expect(err).toContain(reason);
    expect(err).toContain('\nUsage\n  plumbline gate --bundle');
  });
});
