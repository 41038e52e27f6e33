import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = resolve(import.meta.dirname, '../../../.ci/postgres');
const run = promisify(execFile);

/**
 * Starts a PostgreSQL server of its own, as the tests do, and stops it at the end.
 *
 * @returns its URL
 */
export async function startPostgres(running: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-server-'));
  running.defer(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755); // Root starts it as another user.
  const env = { ...process.env, TMPDIR: folder };
  const { stdout } = await run(SCRIPT, ['start'], { env });
  running.defer(async () => void (await run(SCRIPT, ['stop'], { env })));
  return stdout.trim();
}

/** Whether there is a server where Debian has it, so that none would be installed. */
export function isInstalled(): boolean {
  return globSync('/usr/lib/postgresql/*/bin/initdb').length > 0;
}
