import { resolve } from 'node:path';
import { build } from 'rolldown';
import { entries, ROOT } from './entries.ts';

/** Writes the package's modules as ESM and as CommonJS, with what is of the workspace in them. What is published stays outside. */
export async function writeModules(): Promise<void> {
  const input = Object.fromEntries(entries().map(({ name, source }) => [name, source]));
  const options = { input, platform: 'neutral', external: ['openapi-fetch'], resolve: { conditionNames: ['source', 'import', 'default'] } } as const;
  for (const [format, ending] of [['esm', 'js'], ['cjs', 'cjs']] as const) {
    const names = { entryFileNames: `[name].${ending}`, chunkFileNames: `chunks/[name].${ending}` };
    await build({ ...options, output: { dir: resolve(ROOT, 'dist'), format, ...names } });
  }
}
