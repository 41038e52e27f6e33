import { fromMarkdown } from 'mdast-util-from-markdown';
import { LANGUAGES, LANGUAGE_NAMES, type LanguageName } from '../emit/languages.ts';

/** A fenced block of a page that is run, or only checked. */
export interface Block {
  language: LanguageName;
  code: string;
  /** The line of its first line of code; lines begin at 1. */
  line: number;
  isRun: boolean;
  /** Whether it is about an error: it has to fail, or to be answered with one. */
  fails: boolean;
  /** The block below it with what it printed. */
  output?: Output;
}

/** A fenced block with what the one above it printed. */
export interface Output {
  kind: 'json' | 'text';
  /** What it says. */
  text: string;
  /** The line of its first line. */
  line: number;
  /** Where its lines begin, and where the fence below them does, in UTF-16 units of the page. */
  start: number;
  end: number;
  /** What stands in front of each of its lines. */
  indent: string;
}

const WORDS = new Set(['run', 'check', 'fails', 'output']);

/** What the parser makes of Markdown (mdast), as far as it is read here. */
interface Node {
  type: string;
  children?: Node[];
  lang?: string | null;
  meta?: string | null;
  value?: string;
  position?: { start: Point; end: Point } | undefined;
}

interface Point {
  line: number;
  offset?: number | undefined;
}

/**
 * Finds the blocks of a page that are marked by a word behind their language: `run` is executed, `check` only looked at, and
 * `output` is what the block above it printed. Words of the form `title="…"` are for the renderer.
 *
 * @throws Error that names page and line, when a mark means nothing
 */
export function blocksOf(markdown: string, page: string): Block[] {
  const blocks: Block[] = [];
  let last: Block | undefined;
  for (const node of codeIn(fromMarkdown(markdown))) {
    const words = (node.meta ?? '').split(/\s+/).filter((word) => WORDS.has(word));
    const at = `${page}:${node.position?.start.line ?? 1}`;
    if (words.includes('output')) {
      if (!last?.isRun || last.output) throw new Error(`${at}: this is the output of no block that is run.`);
      last.output = outputOf(node, markdown, at);
      last = undefined;
    } else {
      last = words.length > 0 ? blockOf(node, words, at) : undefined;
      if (last) blocks.push(last);
    }
  }
  return blocks;
}

function blockOf(node: Node, words: readonly string[], at: string): Block {
  const language = LANGUAGE_NAMES.find((name) => LANGUAGES[name].fence === node.lang);
  const isRun = words.includes('run');
  if (!language) throw new Error(`${at}: nobody knows how to run "${node.lang ?? ''}". There are ${LANGUAGE_NAMES.map((name) => LANGUAGES[name].fence).join(', ')}.`);
  if (!isRun && !words.includes('check')) throw new Error(`${at}: "${words.join(' ')}" says neither run nor check.`);
  return { language, code: `${node.value ?? ''}\n`, line: (node.position?.start.line ?? 0) + 1, isRun, fails: words.includes('fails') };
}

function outputOf(node: Node, markdown: string, at: string): Output {
  if (node.lang !== 'json' && node.lang !== 'text') throw new Error(`${at}: an output is "json output" or "text output", and not "${node.lang ?? ''} output".`);
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) throw new Error(`${at}: the parser has not said where this is.`);

  const from = markdown.indexOf('\n', start.offset) + 1;
  const to = markdown.lastIndexOf('\n', end.offset - 1) + 1;
  const lineStart = markdown.lastIndexOf('\n', start.offset - 1) + 1;
  return { kind: node.lang, text: node.value ?? '', line: start.line + 1, start: from, end: to, indent: markdown.slice(lineStart, start.offset).replace(/[^\s>]/g, ' ') };
}

function codeIn(node: Node): Node[] {
  return node.type === 'code' ? [node] : (node.children ?? []).flatMap(codeIn);
}
