import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interpreter } from './interpreter.ts';
import { openModules } from './modules.ts';

let folder: string;
let modules: Interpreter;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-modules-'));
  modules = await openModules(folder);
});
afterAll(async () => {
  await modules[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function write(name: string, code: string): Promise<string> {
  const path = join(folder, `${name}.ts`);
  await writeFile(path, code);
  return path;
}

const run = async (name: string, code: string) => modules.run(await write(name, code), { env: { PLUMBLINE_API_KEY: name }, folder });

describe('modules', () => {
  it('print text for readers and data for comparisons, and find their own environment', async () => {
    const ran = await run('print', "const made: object = { at: new Date(0) };\nconsole.log('key', process.env['PLUMBLINE_API_KEY'], made);\nconsole.log('%d items', 2);\n");
    expect(ran).toEqual({ text: 'key print { at: 1970-01-01T00:00:00.000Z }\n2 items\n', values: ['key', 'print', { at: '1970-01-01T00:00:00.000Z' }, '%d items', 2], answers: [] });
  });

  it.each([
    ['throws', "throw new Error('no such project');", 'no such project'],
    ['rejects', "void Promise.reject(new Error('unheard'));\nawait new Promise((done) => setTimeout(done, 1_000));", 'unheard'],
    ['does-not-parse', 'const = 1;', 'SyntaxError'],
    ['ends-its-process', 'process.exit(3);', 'The process that ran it has ended.'],
  ])('a module that %s fails, with the reason', async (name, code, reason) => {
    expect((await run(name, code)).failure).toContain(reason);
  });

  it('run on after one that ended its process', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map((number) => run(`n${number}`, number === 2 ? 'process.exit();' : `console.log(${number});`)));
    expect(all.map(({ text }) => text)).toEqual(['1\n', '', '3\n', '4\n', '5\n']);
  });

  it('are checked together, each problem at its line', async () => {
    const right = await write('right', "export {};\nconst shown = 'not used';\n");
    const wrong = await write('wrong', "const text: string = 'a';\n\nconsole.log(text.size);\n");
    expect(await modules.check([right, wrong])).toEqual([{ path: wrong, line: 3, message: "TS2339: Property 'size' does not exist on type 'string'." }]);
  });
});
