import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { blocksOf, type Block } from './blocks.ts';

/** A guide with code in it that is run or checked. */
export interface GuidePage {
  /** `guides/quickstart`. */
  name: string;
  path: string;
  /** From the root of the repository, as messages name it. */
  shownPath: string;
  text: string;
  blocks: readonly Block[];
}

const ROOT = resolve(import.meta.dirname, '../../../../..');
const CONTENT = resolve(import.meta.dirname, '../../content/docs');

/** Every page of the site that has code to run or to check, by name. */
export function readPages(content = CONTENT): GuidePage[] {
  return globSync('**/*.{md,mdx}', { cwd: content })
    .toSorted()
    .map((file) => readPage(join(content, file), file.replace(/\.mdx?$/, '')))
    .filter(({ blocks }) => blocks.length > 0);
}

function readPage(path: string, name: string): GuidePage {
  const text = readFileSync(path, 'utf8');
  const shownPath = relative(ROOT, path);
  return { name, path, shownPath, text, blocks: blocksOf(text, shownPath) };
}

/** Writes what blocks have printed below them, where the page has a place for it; says whether anything has changed. */
export function writeOutputs({ path, text }: Pick<GuidePage, 'path' | 'text'>, outputs: readonly { block: Block; output: string }[]): boolean {
  const written = withOutputs(text, outputs);
  if (written !== text) writeFileSync(path, written);
  return written !== text;
}

/** A page with what its blocks have printed. */
export function withOutputs(text: string, outputs: readonly { block: Block; output: string }[]): string {
  return outputs
    .flatMap(({ block: { output: place }, output }) => (place ? [{ ...place, output }] : []))
    .toSorted((one, other) => other.start - one.start)
    .reduce((page, { start, end, indent, output }) => page.slice(0, start) + linesOf(output, indent) + page.slice(end), text);
}

function linesOf(output: string, indent: string): string {
  return output === '' ? '' : output.split('\n').map((line) => `${line === '' ? '' : indent + line}\n`).join('');
}
