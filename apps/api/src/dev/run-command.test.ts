import { existsSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testFolder } from '../../test/folder.ts';
import { runCommand } from './run-command.ts';

const POLL = { timeout: 10_000 };

it('runs a program to its end, with less of the processor than others have', async () => {
  const program = "console.log(require('node:os').getPriority()); console.error('said'); process.exitCode = 3;";
  const ran = await runCommand(['-e', program], given(new AbortController().signal));

  expect(ran).toMatchObject({ code: 3, stderr: 'said\n' });
  expect(Number(ran.stdout)).toBeGreaterThan(getPriority());
});

it('ends a program with what it has started, and begins none that is not wanted any more', async () => {
  const folder = testFolder();
  const child = join(folder, 'child.cjs');
  writeFileSync(child, `require('node:fs').writeFileSync('${folder}/pid', String(process.pid)); setInterval(() => {}, 1000);`);
  const unwanted = new AbortController();
  const program = `require('node:child_process').spawnSync(process.execPath, ['${child}'], { stdio: 'inherit' });`;
  const running = runCommand(['-e', program], given(unwanted.signal));
  await expect.poll(() => existsSync(join(folder, 'pid')), POLL).toBe(true);
  unwanted.abort();

  expect(await running, 'its output is closed by the last who writes to it').toMatchObject({ code: null });
  expect(await runCommand(['-e', 'throw 1'], given(unwanted.signal))).toMatchObject({ code: null, stderr: '' });
});

it('tells that a program could not be started', async () => {
  await expect(runCommand([], { ...given(new AbortController().signal), cwd: '/nowhere' })).rejects.toThrow('ENOENT');
});

function given(signal: AbortSignal) {
  return { cwd: import.meta.dirname, env: process.env, signal };
}
