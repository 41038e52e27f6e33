import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../folder.ts';
import { sendTo } from './harness/send.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PROJECT = 'openapi/components/schemas/Project.yaml';
const NAME = 'openapi/components/schemas/ProjectName.yaml';
const USERS = 'openapi/paths/users.yaml';
const HANDLER = 'apps/api/src/operations/projects/getProject.ts';

describe('npm run dev', () => {
  it('carries each save through to the server, the reference and the types', { timeout: 300_000 }, async () => {
    const repository = copyOfRepository();
    const loop = runLoop(repository);
    const [, url = ''] = await loop.says(/API {8}(\S+)$/m);
    await loop.says(/^Watching openapi\/.*$/m);
    const contract = async () => (await sendTo(url, 'GET', '/docs/openapi.json')).text;
    const save = (path: string, change: (text: string) => string) => saveChanged(join(repository, path), change);

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

/** Saves a changed file as many editors do, by renaming another over it, and gives what takes that back. */
function saveChanged(path: string, change: (text: string) => string): () => void {
  const before = readFileSync(path, 'utf8');
  const write = (text: string) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  };
  write(change(before));
  return () => write(before);
}

/** The repository with packages of its own, so that what a run writes stays in the copy; what is installed is shared. */
function copyOfRepository(): string {
  const copy = join(testFolder(), 'repository');
  const left = new Set(['node_modules', '.git', '.data', '.turbo', 'dist', 'test-results']);
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });

  const workspaces = ['packages', 'apps'].flatMap((group) => readdirSync(join(ROOT, group)).map((name) => join(group, name)));
  for (const workspace of ['.', 'openapi', ...workspaces]) {
    const installed = join(ROOT, workspace, 'node_modules');
    if (!existsSync(installed)) continue;
    for (const name of readdirSync(installed)) {
      const [from, to] = [join(installed, name), join(copy, workspace, 'node_modules', name)];
      if (name === '.cache') {
        const database = join(from, 'plumbline'); // An empty one, which takes seconds to make.
        if (existsSync(database)) link(database, join(to, 'plumbline'));
      }
      // The links to our own packages are relative, so a copy of them leads to the copied packages.
      else if (name === '@plumbline') cpSync(from, to, { recursive: true, verbatimSymlinks: true });
      else link(from, to);
    }
  }
  return copy;
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
}

/** Runs the loop of a repository; `says` waits for what it says next, behind what was already waited for. */
function runLoop(repository: string, args: string[] = []) {
  const child = spawn(process.execPath, ['--conditions=source', join(repository, 'apps/api/src/dev/dev.ts'), ...args], {
    env: { ...process.env, PORT: '0', DATA_DIR: testFolder(), DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let heard = 0;
  let more = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      more.resolve();
    });
  }
  let ended = false;
  const exit = new Promise<number | null>((done) => {
    child.once('close', (code) => {
      ended = true;
      more.resolve();
      done(code);
    });
  });
  const end = () => {
    child.kill('SIGTERM');
    return exit;
  };
  onTestFinished(async () => void (await end()));

  return {
    output: () => output,
    exit,
    async says(pattern: RegExp): Promise<string[]> {
      for (;;) {
        // Only whole lines, so that a pattern does not match the first part of what is still being written.
        const found = pattern.exec(output.slice(heard, output.lastIndexOf('\n') + 1));
        if (found) {
          heard += found.index + found[0].length;
          return found;
        }
        if (ended) throw new Error(`It ended without saying ${pattern}:\n${output}`);
        more = Promise.withResolvers();
        await more.promise;
      }
    },
    end,
  };
}
