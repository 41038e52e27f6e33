import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { GeneratorProcess } from './generator-process.ts';
import { lintProblems } from './lint-problems.ts';
import type { Outcome } from './outcome.ts';
import type { Options } from './read-options.ts';
import { runCommand, type Ran } from './run-command.ts';
import { typeProblems } from './type-problems.ts';

/** The steps of a run. Each reads what is on the disk now, and ends early when its signal is aborted; what it gives then is of no use. */
export interface Steps {
  /** Generates the first version, of which the documentation is made. */
  generate(unless: AbortSignal): Promise<Outcome>;
  /** Generates the other versions. */
  versions(unless: AbortSignal): Promise<Outcome>;
  lint(unless: AbortSignal): Promise<Outcome>;
  reference(unless: AbortSignal): Promise<Outcome>;
  /** Generates the client, whose types are of the contract as well, and checks all of them. */
  types(unless: AbortSignal): Promise<Outcome>;
  /** Changes when a generated file changes. */
  fingerprint(): Promise<string>;
}

type Generator = Pick<GeneratorProcess, 'run'>;

interface Place extends Options {
  root: string;
  /** Generates what a person waits for, and nothing else, so that a save finds it free. */
  generator: Generator;
  /** Generates what follows. */
  follower: Generator;
  env: NodeJS.ProcessEnv;
}

/** The steps for one repository, called from their command lines: an app imports no generator and no other app. */
export function createSteps({ root, contract, out, generator, follower, env }: Place): Steps {
  const run = (signal: AbortSignal, ...args: string[]) => runCommand(args, { cwd: root, env, signal });
  const rules = join(dirname(contract), 'redocly.yaml');
  const generateInto = (folder: string, ...overlay: string[]) => ['generate', '--contract', contract, ...overlay, '--out', folder];
  const buildInfo = join(root, 'node_modules/.cache/tsc/api.tsbuildinfo');

  return {
    async generate(unless) {
      return outcome(await generator.run(generateInto(out), unless));
    },
    async versions(unless) {
      const overlays = await versionOverlays(contract);
      return runAll(follower, unless, overlays.map((file) => generateInto(join(out, basename(file, '.yaml')), '--overlay', file)));
    },
    async lint(unless) {
      const ran = await run(unless, join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', contract, '--config', rules, '--format', 'json');
      const problems = lintProblems(ran.stdout, ran.stderr);
      return { ok: problems.length === 0, seconds: ran.seconds, problems };
    },
    async reference(unless) {
      return outcome(await run(unless, '--conditions=source', join(root, 'apps/docs/src/build.ts'), 'reference'));
    },
    async types(unless) {
      const clients = await runAll(follower, unless, await clientsOf(root, out));
      if (!clients.ok) return clients;
      const quick = ['--incremental', '--tsBuildInfoFile', buildInfo, '--pretty', 'false'];
      const ran = await run(unless, join(root, 'node_modules/typescript/bin/tsc'), '-p', 'apps/api/tsconfig.json', ...quick);
      return { ok: ran.code === 0, seconds: clients.seconds + ran.seconds, problems: ran.code === 0 ? [] : typeProblems(ran.stdout + ran.stderr) };
    },
    async fingerprint() {
      const hash = createHash('sha256');
      const names = await readdir(out, { recursive: true }).catch(() => []);
      for (const name of names.filter((candidate) => /\.gen\.\w+$/.test(candidate)).toSorted()) {
        hash.update(name).update(await readFile(join(out, name)));
      }
      return hash.digest('hex');
    },
  };
}

/** Has a generator run commands one after the other, up to the first that fails. */
async function runAll(generator: Generator, unless: AbortSignal, commands: string[][]): Promise<Outcome> {
  let seconds = 0;
  for (const command of commands) {
    const ran = await generator.run(command, unless);
    seconds += ran.seconds;
    if (ran.code !== 0) return { ...outcome(ran), seconds };
  }
  return { ok: true, seconds, problems: [] };
}

/** The overlays that make further versions of a contract: `editions/v2.yaml` beside it. */
async function versionOverlays(contract: string): Promise<string[]> {
  const folder = join(dirname(contract), 'editions');
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^v\d+\.yaml$/.test(name)).map((name) => join(folder, name));
}

/**
 * How the client is generated again, from the bundles that were just written, so that its types are those of the contract
 * when they are checked. A run that generates elsewhere leaves it alone.
 */
async function clientsOf(root: string, out: string): Promise<string[][]> {
  const folder = join(root, 'packages/client/src');
  if (out !== join(root, 'packages/contract/src')) return [];
  const versions = (await readdir(folder)).filter((name) => /^v\d+$/.test(name));
  return versions.map((version) => {
    const [bundle, name] = version === 'v1' ? [out, '@plumbline/contract'] : [join(out, version), `@plumbline/contract/${version}`];
    return ['client', '--contract', join(bundle, 'openapi.gen.json'), '--package', name, '--out', join(folder, version)];
  });
}

function outcome({ code, seconds, stderr }: Ran): Outcome {
  const problems = stderr.split('\n').filter((line) => line.trim() !== '');
  return { ok: code === 0, seconds, problems: code === 0 ? [] : [...new Set(problems)] };
}
