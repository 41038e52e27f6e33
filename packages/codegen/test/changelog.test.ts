import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BASE } from './compare/base-document.ts';
import { HAS_GIT, repositoryFolder, type RepositoryFolder } from './compare/repository-folder.ts';
import { runMain } from './run-main.ts';

const BUNDLE = 'src/openapi.gen.json';
const WITHOUT_EVENT = { ...BASE, webhooks: {} };
const SAME = { ...BASE, info: { title: 'Notes' } };

type Commit = [moment: string, document: unknown, tag?: string];

async function history(...commits: Commit[]): Promise<RepositoryFolder> {
  const repository = await repositoryFolder();
  for (const [moment, document, tag] of commits) {
    await repository.write(BUNDLE, document);
    await repository.commit(tag, moment);
  }
  return repository;
}

const changelog = (folder: string, ...more: string[]) => runMain('changelog', '--repository', folder, '--bundle', BUNDLE, ...more);
const headings = (markdown: string) => [...markdown.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

describe.skipIf(!HAS_GIT)('the changelog', () => {
  it('has a section for each day with changes in UTC, newest first, that says what the day has changed in all', async () => {
    await using repository = await history(
      ['2026-11-20T12:00:00Z', BASE],
      ['2026-11-21T12:00:00Z', SAME],
      ['2026-11-22T09:00:00Z', { ...BASE, paths: {} }],
      ['2026-11-23T00:30:00+02:00', WITHOUT_EVENT],
    );
    const { code, out, err } = await changelog(repository.folder);
    expect({ code, err, headings: headings(out) }).toEqual({ code: 0, err: '', headings: ['2026-11-22', '2026-11-20'] });
    expect(out).toContain('## 2026-11-22\n\n### Removed\n\n- **Breaking.** Events: `note.created`.\n');
    expect(out).toContain('- Operations: [`listNotes`](/docs/operations/listNotes/), ');
    expect(out).toContain('- Events: `note.created`.\n');
  });

  it('has a section for each release, whether it changes the contract or not', async () => {
    await using repository = await history(
      ['2026-11-20T12:00:00Z', BASE],
      ['2026-11-20T13:00:00Z', SAME, 'v1.0.0'],
      ['2026-11-20T14:00:00Z', WITHOUT_EVENT],
      ['2026-11-21T12:00:00Z', WITHOUT_EVENT, 'v1.1.0'],
      ['2026-11-21T13:00:00Z', WITHOUT_EVENT, 'v1.1.1'],
      ['2026-11-21T14:00:00Z', WITHOUT_EVENT, 'release-2'],
    );
    const { out } = await changelog(repository.folder);
    expect(headings(out)).toEqual(['v1.1.1 (2026-11-21)', 'v1.1.0 (2026-11-21)', 'v1.0.0 (2026-11-20)']);
    expect(out).toContain('## v1.1.1 (2026-11-21)\n\nThe contract is as it was before.\n');
  });

  it('says of a contract that it cannot read that its changes are not known, and the same again from what it has kept', async () => {
    await using repository = await history(['2026-11-20T12:00:00Z', '{'], ['2026-11-21T12:00:00Z', BASE]);
    const first = await changelog(repository.folder);
    expect(first.out).toContain('## 2026-11-20\n\n### Changed\n\n- The contract of that day, or of the one before, cannot be read, so what has changed is not known.');
    expect(await changelog(repository.folder)).toEqual(first);
  });

  it('says of a shallow clone what is missing', async () => {
    await using repository = await history(['2026-11-20T12:00:00Z', BASE], ['2026-11-21T12:00:00Z', SAME], ['2026-11-22T12:00:00Z', WITHOUT_EVENT]);
    const clone = join(repository.folder, 'clone');
    await promisify(execFile)('git', ['clone', '--quiet', '--depth=2', `file://${repository.folder}`, clone]);
    const { code, out } = await changelog(clone);
    expect({ code, headings: headings(out) }).toEqual({ code: 0, headings: ['2026-11-22'] });
    expect(out).toMatch(/^This copy of the project has only the newest part of its git history, so older changes are missing\.\n\n## /);
  });

  it('writes the page and an Atom feed that leads to it', async () => {
    await using repository = await history(['2026-11-20T12:00:00Z', BASE, 'v1.0.0']);
    const out = join(repository.folder, 'pages');
    expect(await changelog(repository.folder, '--out', out, '--site', '/help')).toEqual({ code: 0, out: '', err: '' });
    expect(await readFile(join(out, 'changelog.md'), 'utf8')).toContain('(/help/operations/listNotes/)');
    const feed = await readFile(join(out, 'changelog.xml'), 'utf8');
    expect(feed).toContain('<id>tag:api.example,2026-11-20:changelog/v1.0.0</id>');
    expect(feed).toContain('<link rel="alternate" type="text/html" href="/help/changelog/#v100-2026-11-20"/>');
    expect(feed).toContain('<updated>2026-11-20T00:00:00Z</updated>');
  });
});

describe('a changelog without history', () => {
  it('says so, and is no failure', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-changelog-'));
    try {
      await writeFile(join(folder, 'bundle.json'), JSON.stringify(BASE));
      expect(await runMain('changelog', '--repository', folder, '--bundle', 'bundle.json')).toEqual({
        code: 0,
        out: 'This copy of the project has no git history, so it cannot tell what has changed.\n',
        err: '',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('fails when the bundle is not there', async () => {
    expect(await runMain('changelog', '--bundle', 'nothing.json')).toMatchObject({ code: 1, err: expect.stringContaining('nothing.json cannot be read (ENOENT)') });
  });
});
