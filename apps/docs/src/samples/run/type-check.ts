import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from './interpreter.ts';

const ROOT = resolve(import.meta.dirname, '../../../../..');
const COMPILER = join(ROOT, 'node_modules/.bin/tsc');
const DIAGNOSTIC = /^(\S[^(]*)\((\d+),\d+\): error (TS\d+: .*)$/;

/**
 * Type-checks modules in one program of TypeScript.
 *
 * @param settings what is put into the `tsconfig.json` that is written into the folder
 * @throws Error with what the compiler said, when that is not about a file
 */
export async function typeCheck(folder: string, paths: readonly string[], settings: object): Promise<Problem[]> {
  // As in a reader's project, `lib` is what TypeScript has when nothing is said; and a variable that is only shown is no mistake.
  const compilerOptions = { lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'], noEmit: true, moduleDetection: 'force', noUnusedLocals: false, noUnusedParameters: false, typeRoots: [join(folder, 'node_modules/@types')] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ ...settings, compilerOptions, files: paths }));
  const said = await compile(['--project', folder, '--pretty', 'false']);

  const problems: Problem[] = [];
  for (const line of said.split('\n').filter((text) => text !== '')) {
    const [, path, number, message] = DIAGNOSTIC.exec(line) ?? [];
    const last = problems.at(-1);
    if (path !== undefined && message !== undefined) problems.push({ path: resolve(path), line: Number(number), message });
    else if (line.startsWith(' ') && last) last.message += `\n${line}`;
    else throw new Error(`The samples could not be type-checked: ${said}`);
  }
  return problems;
}

function compile(args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile(COMPILER, args, { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null || stdout !== '') done(stdout);
      else fail(new Error(`The compiler did not run: ${stderr || error.message}`));
    });
  });
}
