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
  expect((await said).match(/\u0004\d+\n/g)).toEqual(['\u00040\n', '\u00040\n', '\u00041\n']);
  expect(await errors).toMatch(/^\u00040\n\u00040\nThe contract is broken, so nothing was generated:\n\S*openapi\.yaml:1:\d+ [\s\S]*\u00041\n$/);
});
