import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './build/run-tool.ts';
import { keepHome } from './keep-home.ts';

const CLI = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin/cli.js');

/**
 * Renders a bundled OpenAPI document as one HTML file that asks no other host for anything.
 *
 * @throws Error with what the renderer said, when it fails
 */
export async function renderReference(bundle: string, path: string): Promise<void> {
  const options = ['--inlineBundle', '--openapi.disableTelemetry', '--openapi.hideDownloadButtons'];
  const { code, said } = await runTool([CLI, 'build-docs', bundle, '--output', path, ...options], {
    env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
  if (code !== 0) throw new Error(`The reference could not be rendered (exit code ${code}):\n${said}`);
  await writeFile(path, keepHome(await readFile(path, 'utf8')));
}
