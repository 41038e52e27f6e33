import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { outcomeOn, taskFor } from './task.ts';

const PROGRAM = 'platform-process.mjs';
const DENO = ['run', '--no-prompt', '--no-remote', '--node-modules-dir=manual', '--allow-net=127.0.0.1'];
const runtime = (name: string) => join(inject('runtimes'), name);

/** The platforms that run a file, what they are run with, and where the client has its key and address from. */
const PLATFORMS: [string, string, string[], 'options' | 'environment'][] = [
  ['Node', process.execPath, [PROGRAM], 'environment'],
  ['Deno', runtime('deno'), [...DENO, '--allow-env', PROGRAM], 'environment'],
  ['Deno without any permission but the network', runtime('deno'), [...DENO, PROGRAM], 'options'],
  ['Bun', runtime('bun'), ['run', '--no-install', PROGRAM], 'environment'],
];

it.each(PLATFORMS)('%s does everything, and ends when that is done', async (platform, command, args, place) => {
  const { apiKey, baseUrl, ...others } = taskFor(platform);
  const env = place === 'environment' ? { PLUMBLINE_API_KEY: apiKey, PLUMBLINE_BASE_URL: baseUrl } : {};
  const running = promisify(execFile)(command, args, { cwd: inject('project'), env: { PATH: process.env['PATH'], ...env }, timeout: 30_000, killSignal: 'SIGKILL' });
  running.child.stdin?.end(JSON.stringify(place === 'options' ? { apiKey, baseUrl, ...others } : others));
  const { stdout, stderr } = await running;
  expect([JSON.parse(stdout), stderr]).toEqual([outcomeOn(platform), '']);
});
