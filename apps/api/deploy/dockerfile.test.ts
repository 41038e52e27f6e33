import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Copy, DockerfileParser, JSONInstruction } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const dockerfile = DockerfileParser.parse(readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8'));
const instructions = dockerfile.getInstructions();
const last = instructions.findLastIndex((one) => one.getKeyword() === 'FROM');
const final = instructions.slice(last);

const argumentsOf = (keyword: string, among = final) =>
  among.filter((one) => one.getKeyword() === keyword).map((one) => one.getArguments().map((argument) => argument.getValue()));

const copies = instructions.flatMap((one) => {
  if (!(one instanceof Copy)) return [];
  const paths = one.getArguments().map((argument) => argument.getValue());
  return [{ from: one.getFromFlag()?.getValue(), sources: paths.slice(0, -1), target: paths.at(-1) ?? '', isFinal: final.includes(one) }];
});

/** The words of an instruction in exec form; undefined when a shell would stand in between. */
function execForm(keyword: string): string[] | undefined {
  const found = final.find((one) => one.getKeyword() === keyword);
  return found instanceof JSONInstruction && found.getOpeningBracket() ? found.getJSONStrings().map((text) => JSON.parse(text.getValue()) as string) : undefined;
}

/** Whether a path reaches Docker: the last rule of Dockerfile.dockerignore that matches it or a folder above it decides. */
function isSent(path: string): boolean {
  const rules = readFileSync(join(import.meta.dirname, 'Dockerfile.dockerignore'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const above = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));

  return rules.reduce((sent, rule) => (above.some((folder) => pattern(rule.replace(/^!/, '')).test(folder)) ? rule.startsWith('!') : sent), true);
}

/** A rule as Docker reads it: `*` takes a name, one that begins with a dot too, and `**` any number of folders. */
function pattern(rule: string): RegExp {
  const parts = rule.split('/').map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`));

  return new RegExp(`^${parts.join('').replace(/\/$/, '')}$`);
}

describe('the Dockerfile', () => {
  it('copies only what there is and what Docker is sent', () => {
    const sources = copies.filter(({ from }) => from === undefined).flatMap((one) => one.sources);

    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(join(ROOT, source)) || !isSent(source))).toEqual([]);
  });

  it('copies from stages that come before', () => {
    const stages = new Set(argumentsOf('FROM', instructions).map(([, , name]) => name));

    expect(copies.flatMap(({ from }) => from ?? []).filter((from) => !stages.has(from))).toEqual([]);
  });

  it('gives npm the package.json of every workspace, without which it does not install from the lockfile', () => {
    const manifests = globSync(['openapi/package.json', 'packages/*/package.json', 'apps/*/package.json'], { cwd: ROOT });

    expect(copies.filter(({ from, isFinal }) => !from && !isFinal).flatMap(({ sources }) => sources)).toEqual(expect.arrayContaining(manifests));
  });

  it('holds the sources of every package that the API imports', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'apps/api/package.json'), 'utf8')) as { dependencies: Record<string, string> };
    const ours = Object.keys(dependencies).flatMap((name) => (name.startsWith('@plumbline/') ? [name.replace('@plumbline/', 'packages/')] : []));

    expect(copies.filter(({ isFinal, from }) => isFinal && !from).map(({ target }) => target)).toEqual(expect.arrayContaining([...ours, 'apps/api']));
  });

  it('starts a file that there is, without a shell, so that SIGTERM arrives', () => {
    const [program, ...words] = execForm('CMD') ?? [];

    expect(program).toBe('node');
    expect(existsSync(join(ROOT, words.at(-1) ?? 'nothing'))).toBe(true);
    expect(argumentsOf('ENTRYPOINT')).toEqual([]);
  });

  it('runs as the user node, for whom the data folder is', () => {
    const folder = argumentsOf('VOLUME').flat()[0];

    expect(argumentsOf('USER')).toEqual([['node']]);
    expect(argumentsOf('ENV').flat()).toEqual(expect.arrayContaining([`DATA_DIR=${folder}`, 'HOST=0.0.0.0', 'BUILD_DOCS=false', 'NODE_ENV=production']));
    expect(argumentsOf('RUN').map((words) => words.join(' '))).toContainEqual(expect.stringContaining(`chown node:node ${folder}`));
  });

  it('is built on one line of Node, the toolchain\'s', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    const images = new Set(argumentsOf('FROM', instructions).flatMap(([image = '']) => (image.includes(':') ? [image] : [])));

    expect([...images]).toEqual([`node:${devDependencies['node']?.split('.')[0]}-slim`]);
  });

  it('asks /livez whether it is healthy', () => {
    expect(argumentsOf('HEALTHCHECK').flat().join(' ')).toContain('/livez');
  });
});

describe('what Docker is sent', () => {
  it.each(['package-lock.json', 'apps/api/src/main.ts', 'packages/contract/src/index.gen.ts', 'openapi/package.json'])('has %s', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
    expect(isSent(path)).toBe(true);
  });

  it.each([
    '.git/config',
    '.data/credentials.json',
    'apps/api/.data/secrets.key',
    '.env',
    'apps/api/.env.local',
    'node_modules/pg/package.json',
    'packages/server/node_modules/x',
    'apps/docs/dist/reference.html',
    'apps/api/test/child.ts',
    'apps/api/src/config.test.ts',
    'openapi/openapi.yaml',
  ])('has no %s', (path) => {
    expect(isSent(path)).toBe(false);
  });
});
