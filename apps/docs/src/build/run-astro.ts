import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.ts';

const ASTRO = join(fileURLToPath(import.meta.resolve('astro/package.json')), '../bin/astro.mjs');
const PACKAGE = join(import.meta.dirname, '../..');

/**
 * Builds the site with Astro into a folder.
 *
 * @throws Error with what Astro said, when it fails or leaves something out
 */
export async function runAstro(folder: string): Promise<void> {
  // Inside the package, since Astro keeps what it renders with beside the pages, and else in one place for all builds.
  const out = join(PACKAGE, 'dist', `.astro-${process.pid}`);
  try {
    await build(out);
    await cp(out, folder, { recursive: true });
  } finally {
    await Promise.all([out, cacheOf(out)].map((path) => rm(path, { recursive: true, force: true })));
  }
}

/** Not the cache of the last build: it holds pages that name the styles of that build. */
function cacheOf(out: string): string {
  return `${out}-cache`;
}

async function build(out: string): Promise<void> {
  const { code, said } = await runTool(['--conditions=source', ASTRO, 'build', '--outDir', out], {
    cwd: PACKAGE,
    env: { ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', NO_COLOR: '1', NODE_ENV: 'production', DOCS_CACHE: cacheOf(out) },
  });
  // Astro tells that a page could not be rendered, and goes on without it.
  const errors = said.split('\n').filter((line) => line.includes('[ERROR]'));
  if (code !== 0 || errors.length > 0) throw new Error(`The site could not be built (exit code ${code}):\n${code === 0 ? errors.join('\n') : said}`);
}
