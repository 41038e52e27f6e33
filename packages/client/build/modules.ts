import { resolve } from 'node:path';
import { build, type InputOptions, type Plugin } from 'rolldown';
import { entries, ROOT } from './entries.ts';

/** The types are in declarations of their own; bundlers want to know which calls have no effect. */
const COMMENTS = { annotation: true, jsdoc: false, legal: true };

/**
 * Writes the package's modules as ESM and as CommonJS, with what they take of the workspace in them. openapi-fetch stays
 * outside, as a dependency.
 */
export async function writeModules(): Promise<void> {
  const input = Object.fromEntries(entries().map(({ name, source }) => [name, source]));
  const options: InputOptions = { input, platform: 'neutral', external: ['openapi-fetch'], resolve: { conditionNames: ['source', 'import', 'default'] } };
  for (const [format, ending] of [['esm', 'js'], ['cjs', 'cjs']] as const) {
    const names = { entryFileNames: `[name].${ending}`, chunkFileNames: `chunks/[name].${ending}` };
    await build({ ...options, plugins: [defaultExports], output: { dir: resolve(ROOT, 'dist'), format, comments: COMMENTS, ...names } });
  }
}

/**
 * Rolldown writes a default import as Node reads CommonJS from ESM, where the default is all that a module exports. In
 * CommonJS, openapi-fetch's default is what it calls so.
 */
const defaultExports: Plugin = {
  name: 'default-exports',
  renderChunk: (code) => code.replaceAll(/(__toESM\(\w+), 1\)/g, '$1)'),
};
