import { spawn, type SpawnOptions } from 'node:child_process';

/** Runs a command-line tool of Node to its end. @returns its exit code, and all that it said. @throws Error when it cannot be started */
export async function runTool(args: readonly string[], { cwd, env }: Pick<SpawnOptions, 'cwd' | 'env'>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, said: Buffer.concat(said).toString('utf8') };
}
