import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Call } from './call.ts';
import { LANGUAGES, LANGUAGE_NAMES } from './emit/languages.ts';
import type { GuidePage } from './guides/page.ts';
import { writeBlock } from './guides/run-page.ts';
import type { Problem } from './run/interpreter.ts';
import type { Stage } from './stage.ts';

/** What problems are found under that are in no program but in the packages that programs use. */
export const PACKAGES = 'packages';

/**
 * Checks every program of every language before it runs, all of a language at once.
 *
 * @returns the problems by program: `createProject typescript` for a sample of an operation, `guides/jobs 12` for a block of a
 * page by its line. Their paths are as readers of messages know them.
 */
export async function checkPrograms(stage: Stage, calls: readonly Call[], pages: readonly GuidePage[]): Promise<Map<string, Problem[]>> {
  const found = new Map<string, Problem[]>();
  for (const language of LANGUAGE_NAMES) {
    const programs = new Map<string, { name: string; shown: string }>();
    for (const call of calls) {
      const name = `${call.operationId} ${language}`;
      programs.set(await writeProgram(stage, call, language), { name, shown: `the ${LANGUAGES[language].title} sample of ${call.operationId}` });
    }
    for (const page of pages) {
      for (const block of page.blocks.filter((one) => one.language === language)) {
        programs.set(await writeBlock(join(stage.folderFor(language), 'checked', page.name), block), { name: `${page.name} ${block.line}`, shown: page.shownPath });
      }
    }
    for (const problem of await stage.interpreters[language].check([...programs.keys()])) {
      const { name, shown } = programs.get(problem.path) ?? { name: PACKAGES, shown: problem.path };
      found.set(name, [...(found.get(name) ?? []), { ...problem, path: shown }]);
    }
  }
  return found;
}

async function writeProgram({ folderFor }: Stage, call: Call, language: (typeof LANGUAGE_NAMES)[number]): Promise<string> {
  const path = join(folderFor(language), 'checked', `${call.operationId}${LANGUAGES[language].fileEnding}`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, LANGUAGES[language].emit(call));
  return path;
}
