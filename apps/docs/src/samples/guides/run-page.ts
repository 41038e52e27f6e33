import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { contract } from '@plumbline/contract';
import { LANGUAGES, type LanguageName } from '../emit/languages.ts';
import { prettyJson } from '../emit/pretty-json.ts';
import { mask } from '../mask/mask.ts';
import type { Ran } from '../run/interpreter.ts';
import { metBusyServer, unlessBusy } from '../run/unless-busy.ts';
import type { Stage } from '../stage.ts';
import type { Block } from './blocks.ts';
import type { GuidePage } from './page.ts';

/** How a block of a page went. */
export interface BlockRun {
  block: Block;
  /** What it printed, in the form that the page has a place for, the same after every run. */
  output: string;
  /** Why it is wrong. */
  failure?: string;
}

const KNOWN = JSON.stringify(contract.document);

/** Runs the blocks of a page, one after the other, in an account that nobody has used. */
export async function runPage(stage: Stage, page: GuidePage): Promise<BlockRun[]> {
  const runs = await unlessBusy(() => attempt(stage, page), (tried) => tried.some(({ ran }) => metBusyServer(ran)));
  return runs.map(({ run }) => run);
}

async function attempt(stage: Stage, page: GuidePage): Promise<{ run: BlockRun; ran: Ran }[]> {
  const { server, interpreters, folderFor } = stage;
  const { sandbox, live } = server.takeKeys();
  const env = { PLUMBLINE_API_KEY: sandbox, PLUMBLINE_LIVE_KEY: live, PLUMBLINE_BASE_URL: server.baseUrl };
  const masked = mask({ scope: page.name, known: KNOWN + page.blocks.map(({ code }) => code).join(''), standIns: [], origin: server.origin, began: Date.now() });

  const folders = new Map<LanguageName, string>();
  const runs: { run: BlockRun; ran: Ran }[] = [];
  for (const block of page.blocks.filter(({ isRun }) => isRun)) {
    const folder = folders.get(block.language) ?? (await mkdtemp(join(folderFor(block.language), `${basename(page.name)}-`)));
    folders.set(block.language, folder);
    const ran = await interpreters[block.language].run(await writeBlock(folder, block), { env, folder });
    const output = masked(shown(ran, block));
    const failure = failureOf(ran, block, output);
    runs.push({ ran, run: { block, output, ...(failure !== undefined && { failure: `${page.shownPath}:${block.line}: ${failure}` }) } });
  }
  return runs;
}

/** Writes a block into a file of a folder, in which its lines have the numbers that they have in the page. */
export async function writeBlock(folder: string, { language, code, line }: Block): Promise<string> {
  const path = join(folder, `line-${line}${LANGUAGES[language].fileEnding}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, '\n'.repeat(line - 1) + code);
  return path;
}

function failureOf({ failure, answers, text }: Ran, { fails, output: place }: Block, output: string): string | undefined {
  const refused = answers.some(({ status }) => status >= 400);
  if (fails) return failure === undefined && !refused ? 'It is marked with "fails", but it succeeded.' : undefined;
  if (failure !== undefined) return failure;
  if (!refused || place?.text === output) return undefined;

  // A page that shows the very error as the output is about it, and so is one that someone has seen print just this.
  const [, code] = /"code": ?"(\w+)"/.exec(text) ?? [];
  return code !== undefined && place?.text.includes(`"${code}"`) ? undefined : `It was answered with an error that the page does not show: ${text}`;
}

function shown({ text, values }: Ran, { output }: Block): string {
  if (output?.kind === 'json') return values.map((value) => prettyJson(value)).join('\n');
  return text.replaceAll('\r\n', '\n').trimEnd();
}
