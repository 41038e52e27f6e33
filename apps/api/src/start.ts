import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

// What `npm start` runs: generate from the contract, which a broken contract stops, then serve.
const ROOT = resolve(import.meta.dirname, '../../..');
const generated = spawn('turbo', ['run', 'generate', '--output-logs=errors-only', '--log-prefix=none'], {
  cwd: ROOT,
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const said: Buffer[] = [];
generated.stdout.on('data', (chunk: Buffer) => said.push(chunk));
generated.stderr.on('data', (chunk: Buffer) => said.push(chunk));
const code = await new Promise<number | null>((done, fail) => {
  generated.once('error', fail);
  generated.once('close', done);
});
if (code !== 0) {
  process.stderr.write(`${Buffer.concat(said).toString('utf8')}\nNothing could be generated from the contract, so nothing is served. Mend what is named above.\n`);
  process.exit(1);
}
await import('./main.ts');
