import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { contractFolder } from './contract-folder.ts';

const CONTRACT = `openapi: 3.1.0
info: { title: Notes, version: 1.0.0, description: The first text. }
servers: [{ url: https://api.example.com/v1 }]
paths: {}
`;

/** Stands before each exit code. */
const END = '\u0004';

it('reads the contract anew for each command of its input, and ends with that', async () => {
  await using folder = await contractFolder({ 'openapi.yaml': CONTRACT });
  const program = spawn(process.execPath, [join(import.meta.dirname, '../bin/plumbline.js'), 'stand-by'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const [said, errors] = [text(program.stdout), text(program.stderr)];
  const generate = async () => {
    program.stdin.write(`${JSON.stringify(['generate', '--contract', folder.contract, '--out', folder.out])}\n`);
    await once(program.stderr, 'data');
  };

  await generate();
  await writeFile(folder.contract, CONTRACT.replace('first', 'second'));
  await generate();
  expect(await readFile(join(folder.out, 'openapi.gen.json'), 'utf8')).toContain('The second text.');
  await writeFile(folder.contract, 'openapi: [');
  await generate();
  program.stdin.end();

  expect(await once(program, 'close')).toEqual([0, null]);
  const codes = (await said).split('\n').flatMap((line) => line.split(END).slice(1));
  expect(codes).toEqual(['0', '0', '1']);
  const [first, second, told = ''] = (await errors).split(END);
  expect([first, second]).toEqual(['', '0\n']);
  expect(told).toMatch(/^0\nThe contract is broken, so nothing was generated:\n\S*openapi\.yaml:1:\d+ /);
});
