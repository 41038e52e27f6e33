import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Ran, Surroundings } from './interpreter.ts';

/** Milliseconds that a module may take. */
const PATIENCE = 60_000;
const RUNNER = join(import.meta.dirname, 'module-runner.ts');

/** What a process of the pool is asked for, and what it answers. */
export interface Asked extends Surroundings {
  path: string;
}
export type Told = Pick<Ran, 'text' | 'values' | 'failure'>;

/** Runs modules in up to `size` processes, each of which goes on to the next module. */
export function openModulePool(size: number) {
  const idle: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const waiting: ((child: ChildProcess) => void)[] = [];

  async function take(): Promise<ChildProcess> {
    const free = idle.pop();
    if (free) return free;
    if (all.size >= size) return new Promise((given) => waiting.push(given));
    return begin();
  }

  function begin(): ChildProcess {
    const child = fork(RUNNER, { execArgv: ['--conditions=source'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: {} });
    all.add(child);
    child.once('exit', () => all.delete(child));
    return child;
  }

  function giveBack(child: ChildProcess): void {
    const isAlive = child.connected && child.exitCode === null;
    const next = waiting.shift();
    if (next) next(isAlive ? child : begin());
    else if (isAlive) idle.push(child);
  }

  return {
    async run(path: string, surroundings: Surroundings): Promise<Ran> {
      const child = await take();
      const told = await ask(child, { path, ...surroundings });
      giveBack(child);
      return { ...told, answers: [] };
    },
    async close(): Promise<void> {
      await Promise.all([...all].map((child) => end(child)));
    },
  };
}

/** Runs one module in a process; a process that ends, or takes too long, is a failure of the module. */
function ask(child: ChildProcess, asked: Asked): Promise<Told> {
  return new Promise((done) => {
    const said: string[] = [];
    const hear = (chunk: Buffer) => void said.push(chunk.toString('utf8'));
    const fail = (reason: string) => finish({ text: '', values: [], failure: `${reason} ${said.join('').trim()}`.trim() });
    const ended = () => fail('The process that ran it has ended.');
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`It had not ended after ${PATIENCE / 1_000} s.`);
    }, PATIENCE);
    const finish = (told: Told) => {
      clearTimeout(late);
      child.off('exit', ended).off('message', finish);
      child.stderr?.off('data', hear);
      done(told);
    };

    child.stderr?.on('data', hear);
    child.once('exit', ended).once('message', finish);
    child.send(asked);
  });
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
}
