import { basename, join, relative, sep } from 'node:path';

/** What a run has to carry through. */
export interface Changes {
  /** The saved files, relative to the repository; empty for the run that makes everything. */
  files: string[];
  /** Whether the contract, or what reads it, was saved. */
  contract: boolean;
  /** Whether the generator, or a rule that it follows, was saved: what it has loaded is old. */
  generator: boolean;
  /** Whether a source of the server was saved. */
  sources: boolean;
}

interface SavedFiles {
  /** Whether a save of this file asks for a run. */
  accept(path: string): boolean;
  /** What these saves ask for; all of it when there is none. */
  changes(paths: string[]): Changes;
}

/** Sorts saved files by what has to follow. Tests, fixtures, generated files and this loop's own sources ask for nothing. */
export function savedFiles(root: string, contractFolder: string): SavedFiles {
  const lint = join(contractFolder, 'lint') + sep;
  const generator = join(root, 'packages/codegen') + sep;
  const loop = join(root, 'apps/api/src/dev') + sep;
  const isSource = (path: string) => path.endsWith('.ts') && !/\.(test|test-d|gen)\.ts$/.test(path) && !path.startsWith(loop);
  const inContract = (path: string) => path.startsWith(contractFolder + sep);
  const isContract = (path: string) => {
    if (path.startsWith(join(lint, 'fixtures') + sep)) return false;
    if (path.startsWith(lint) || path.startsWith(generator)) return isSource(path);
    return inContract(path) && /\.ya?ml$/.test(path);
  };
  const isGenerator = (path: string) => isContract(path) && (path.endsWith('.ts') || basename(path) === 'redocly.yaml');
  const isServer = (path: string) => isSource(path) && !isContract(path) && !inContract(path);

  return {
    accept: (path) => isContract(path) || isServer(path),
    changes: (paths) => ({
      files: paths.map((path) => relative(root, path)).toSorted(),
      contract: paths.length === 0 || paths.some(isContract),
      generator: paths.some(isGenerator),
      sources: paths.length === 0 || paths.some(isServer),
    }),
  };
}
