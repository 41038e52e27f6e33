import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The part that is used of what hey-api generates. */
export interface HeyApi {
  client: { setConfig(config: { baseUrl: string; auth: string; throwOnError: boolean }): unknown };
  getProject(options: { path: { project_id: string } }): Promise<{ data?: unknown }>;
}

const require = createRequire(import.meta.url);

/** Generates a client from the bundled contract with hey-api, into a folder that goes with the benchmark, and says where it is. */
export async function generateHeyApi(running: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-hey-api-'));
  running.defer(() => rm(folder, { recursive: true }));
  // hey-api writes with the API of TypeScript 5 and 6, which TypeScript 7 does not have; API Extractor brings one.
  const other = pathToFileURL(require.resolve('@microsoft/api-extractor/package.json')).href;
  const hooks = registerHooks({ resolve: (specifier, context, next) => next(specifier, specifier === 'typescript' ? { ...context, parentURL: other } : context) });
  const { createClient } = await import('@hey-api/openapi-ts');
  hooks.deregister();

  const input = resolve(import.meta.dirname, '../../contract/src/openapi.gen.json');
  await createClient({ input, output: { path: join(folder, 'src') }, plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'], logs: { level: 'silent', file: false } });
  const contents = "export { client } from './client.gen'; export { getProject } from './sdk.gen';";
  const outfile = join(folder, 'client.mjs');
  await build({ stdin: { contents, resolveDir: join(folder, 'src') }, bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' });
  return pathToFileURL(outfile).href;
}
