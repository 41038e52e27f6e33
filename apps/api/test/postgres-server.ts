import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { chmod, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { testFolder } from './folder.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../.ci/postgres');
const run = promisify(execFile);

/** A PostgreSQL of one test's own, which can be taken away in the ways in which a server goes. */
export interface PostgresServer {
  url: string;
  /** Starts it again where it was; gives back when it answers. */
  start(): Promise<void>;
  /** Ends it as an operator does, without waiting for anybody's transaction. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Lets it do nothing more, while its port still takes connections and those that there are stay open. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** Starts a PostgreSQL server for the test that is running. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = testFolder();
  await chmod(folder, 0o755); // Root starts it as another user.
  const env = { ...process.env, TMPDIR: folder };
  const { stdout } = await run(SCRIPT, ['start'], { env });
  const url = stdout.trim();
  const data = globSync(join(folder, '*/data'))[0] ?? '';
  onTestFinished(async () => {
    await signal('SIGCONT');
    await run(SCRIPT, ['stop'], { env });
  });

  const postmaster = async () => Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  /** Every process of the server, since a signal to the first one reaches none of the others. */
  const signal = async (name: NodeJS.Signals) => {
    const first = await postmaster().catch(() => undefined);
    if (first === undefined) return;
    for (const pid of [first, ...(await childrenOf(first))]) send(pid, name);
  };
  return {
    url,
    start: async () => void (await control(data, new URL(url).port, 'start')),
    stop: async () => void (await control(data, new URL(url).port, 'stop')),
    kill: () => signal('SIGKILL'),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}

async function control(data: string, port: string, what: 'start' | 'stop'): Promise<void> {
  const program = globSync('/usr/lib/postgresql/*/bin/pg_ctl').toSorted().at(-1) ?? 'pg_ctl';
  const home = dirname(data);
  const options = what === 'start' ? [`--log=${join(home, 'log')}`, `--options=-p ${port} -h 127.0.0.1 -k ${home} -c max_connections=200`] : ['--mode=fast'];
  const args = [`--pgdata=${data}`, '--wait', ...options, what];
  await (process.getuid?.() === 0 ? run('runuser', ['-u', 'postgres', '--', program, ...args]) : run(program, args));
}

async function childrenOf(pid: number): Promise<number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return listed.trim().split(' ').filter((text) => text !== '').map(Number);
}

/** A process that ends meanwhile needs no signal. */
function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
