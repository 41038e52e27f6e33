import { format, inspect } from 'node:util';
import { pathToFileURL } from 'node:url';
import type { Asked, Told } from './module-pool.ts';

// A process that runs the modules that it is told, one after the other, and tells what they printed.
let current: { text: string; values: unknown[]; told: (failure?: string) => void } | undefined;

process.on('message', (asked: Asked) => void run(asked));
process.on('uncaughtException', (error) => current?.told(reasonOf(error)));
process.on('unhandledRejection', (error) => current?.told(reasonOf(error)));
process.once('disconnect', () => process.exit());

for (const level of ['log', 'info', 'debug'] as const) console[level] = print;

function print(...parts: unknown[]): void {
  if (!current) return;
  current.text += `${format(...parts)}\n`;
  current.values.push(...parts.map(dataOf));
}

async function run({ path, env, folder }: Asked): Promise<void> {
  Object.assign(process.env, env);
  process.chdir(folder);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  current = { text: '', values: [], told: resolve };

  void import(pathToFileURL(path).href).then(() => resolve(undefined), (error: unknown) => resolve(reasonOf(error)));
  const failure = await promise;
  const told: Told = { text: current.text, values: current.values, ...(failure !== undefined && { failure }) };
  current = undefined;
  process.send?.(told);
}

/** An error as Node shows it, without the calls inside of Node. */
function reasonOf(error: unknown): string {
  return inspect(error).split('\n').filter((line) => !/^\s+at .*\(?node:internal\//.test(line)).join('\n');
}

/** What JSON makes of a value, since that is what answers are compared as. */
function dataOf(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? String(value) : JSON.parse(text);
}
