import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { askedTests, startingWith } from './asked-tests.ts';
import { copyRepository } from './copy-repository.ts';
import { build, readFaults, withFault, type Fault } from './fault.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { runTest } from './run-test.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** What of the faults must be caught: 19 of 20. */
const ENOUGH = 0.95;

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (stopping.signal.aborted) say('Ended before it was done.');
  else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = stopping.signal.aborted ? 130 : 2;
}

async function main(args: string[]): Promise<number> {
  const all = readFaults();
  const options = readOptions(args, all.map(({ name }) => name));
  if (!options) {
    process.stdout.write(HELP);
    return 0;
  }
  const faults = all.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  for (const fault of faults) withFault(readFileSync(join(ROOT, fault.file), 'utf8'), fault);

  using copy = copyRepository(ROOT);
  checkHints(faults, copy.folder);
  if (!options.skipsBaseline && !(await passSound(copy.folder, faults, options))) return 2;

  const began = Date.now();
  let caught = 0;
  for (const [index, fault] of faults.entries()) {
    progress(`${index + 1} of ${faults.length}: ${fault.name} …`);
    const takeOut = build(copy.folder, fault);
    try {
      if (await isCaught(copy.folder, fault, options)) caught += 1;
    } finally {
      takeOut();
    }
  }
  say(`${caught} of ${faults.length} caught${since(began)}`);
  return caught / faults.length >= ENOUGH ? 0 : 1;
}

/** Whether the tests pass when there is no fault: else they would catch whatever there is. */
async function passSound(copy: string, faults: readonly Fault[], { limit }: Options): Promise<boolean> {
  const tests = new Map(faults.flatMap(({ part }) => askedTests(copy, part)).map((test) => [join(test.folder, test.file), test]));
  for (const test of tests.values()) {
    progress(`without a fault: ${test.name} …`);
    const began = Date.now();
    const verdict = await runTest(copy, test, limit, stopping.signal);
    if (verdict.kind !== 'passed') {
      say(`${test.name} fails without a fault, so that nothing can be measured: ${verdict.kind === 'caught' ? `${verdict.title}: ` : ''}${verdict.why}`);
      return false;
    }
    say(`${'passes'.padEnd(8)}${test.name.padEnd(32)}without a fault${since(began)}`);
  }
  return true;
}

async function isCaught(copy: string, fault: Fault, { explains, limit }: Options): Promise<boolean> {
  const began = Date.now();
  const unclear: string[] = [];
  for (const test of startingWith(askedTests(copy, fault.part), fault.first)) {
    const verdict = await runTest(copy, test, limit, stopping.signal);
    if (verdict.kind === 'caught') {
      say(`${'caught'.padEnd(8)}${fault.name.padEnd(32)}${test.name} › ${verdict.title}${since(began)}`);
      if (explains) say(`${' '.repeat(40)}${verdict.why}`);
      return true;
    }
    if (verdict.kind === 'unclear') unclear.push(`${test.name}: ${verdict.why}`);
  }
  say(`${'MISSED'.padEnd(8)}${fault.name.padEnd(32)}${[fault.wrong, fault.unseen, ...unclear].filter((text) => text !== undefined).join(' | ')}${since(began)}`);
  return false;
}

/** A hint that names no test would go unnoticed. */
function checkHints(faults: readonly Fault[], copy: string): void {
  for (const { name, part, first } of faults) {
    const names = askedTests(copy, part).map((test) => test.name);
    if (first !== undefined && !names.includes(first)) throw new Error(`${name} wants ${first} first; there are ${names.join(', ')}.`);
  }
}

function since(began: number): string {
  return `  (${Math.round((Date.now() - began) / 1_000)} s)`;
}

/** What is being done now, in place of what was said so before; only where somebody looks on. */
function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
}

function say(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? '\r\u001b[K' : ''}${text}\n`);
}
