import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** One deliberate fault: a line of the product that says something else. */
export interface Fault {
  /** The name of its file. */
  name: string;
  /** The folder of its file: the part of the product that is wrong. */
  part: string;
  /** One sentence on what is wrong. */
  wrong: string;
  /** The file that it is built into, relative to the repository. */
  file: string;
  find: string;
  replace: string;
  /** The test that is asked first, to save time; the others follow until one catches it. */
  first?: string;
  /** Why none of the tests that are asked can notice it, where that is so. It counts as missed all the same. */
  unseen?: string;
}

const NEEDED = ['wrong', 'file', 'find', 'replace'];
const KNOWN = new Set([...NEEDED, 'first', 'unseen']);

/**
 * Reads every fault there is, in the order of their files.
 *
 * @throws Error when one lacks a part, has one too many, or changes nothing
 */
export function readFaults(folder = import.meta.dirname): Fault[] {
  return globSync('*/*.json', { cwd: folder }).toSorted().map((path) => {
    const given = JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, unknown>;
    const isWhole = NEEDED.every((part) => part in given) && Object.entries(given).every(([part, text]) => KNOWN.has(part) && typeof text === 'string');
    if (!isWhole) throw new Error(`${path} must have ${NEEDED.join(', ')}, may have ${[...KNOWN].slice(NEEDED.length).join(' and ')}, and nothing else; all of them are texts.`);
    if (given['find'] === given['replace']) throw new Error(`${path} changes nothing: find and replace are the same.`);
    return Object.assign(given as unknown as Omit<Fault, 'name' | 'part'>, { name: basename(path, '.json'), part: dirname(path) }); // As was just checked.
  });
}

/**
 * Says what a file is with the fault in it.
 *
 * @throws Error when the fault is stale: its text is not in the file exactly once
 */
export function withFault(text: string, { name, file, find, replace }: Fault): string {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`The fault ${name} is stale: its text is ${times} times in ${file}, not once. Write it anew for what stands there now, or delete it.`);
  return text.replace(find, () => replace);
}

/** Builds a fault into a copy of the repository, and gives what takes it out again. */
export function build(copy: string, fault: Fault): () => void {
  const path = join(copy, fault.file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(path, withFault(sound, fault));
  return () => writeFileSync(path, sound);
}
