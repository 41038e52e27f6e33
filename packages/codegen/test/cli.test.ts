import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../src/cli.ts';
import { contractFolder, GENERATED, GOOD } from './contract-folder.ts';

let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => void vi.restoreAllMocks());

const GET = '    get:\n      operationId: notes/get\n';
const endingOn = (sunset: string) => GOOD.replace(GET, `${GET}      deprecated: true\n      x-sunset: '${sunset}'\n`);
/** Settings with the project's own rule. */
const RULED = `plugins: ['${join(import.meta.dirname, '../../../openapi/lint/plugin.ts')}']\nrules: { plumbline/deprecation-sunset: error }\n`;

describe('plumbline generate', () => {
  it('says what it has written and where', async () => {
    await using folder = await contractFolder();
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out])).toBe(0);
    expect(out).toMatch(/^Wrote 7 of 7 files from 1 files of the contract \(\d+\.\d s\):\n/);
    for (const name of GENERATED) expect(out).toContain(name);
    expect(err).toBe('');
  });

  it('says so when there is nothing to do', async () => {
    await using folder = await contractFolder();
    await main(['generate', '--contract', folder.contract, '--out', folder.out]);
    out = '';
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out])).toBe(0);
    expect(out).toMatch(/^All 7 generated files are up to date with 1 files of the contract/);
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out, '--check'])).toBe(0);
  });

  it('fails with --check on a stale file, names it and writes nothing', async () => {
    await using folder = await contractFolder();
    await main(['generate', '--contract', folder.contract, '--out', folder.out]);
    await folder.write('out/errors.gen.ts', '// Changed by hand.\n');
    const before = await folder.generated();
    out = '';
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out, '--check'])).toBe(1);
    expect(err).toMatch(/^These files are not what the contract generates; run `npm run generate`:\n {2}\S*errors\.gen\.ts\n$/);
    expect([out, await folder.generated()]).toEqual(['', before]);
  });

  it('fails with --check where nothing was generated', async () => {
    await using folder = await contractFolder();
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out, '--check'])).toBe(1);
    expect(await folder.generated()).toEqual({});
  });

  it.each([
    ['a syntax error', { 'openapi.yaml': GOOD.replace('{ title: Notes', '{ title: [Notes') }, 'openapi.yaml:2:39', '(yaml)'],
    ['a syntax error in another file', { 'openapi.yaml': GOOD.replace('#/components/schemas/Note', 'Note.yaml'), 'Note.yaml': 'type: object\n  properties: {}\n' }, 'Note.yaml:2:13', 'Failed to parse'],
    ['a reference that leads nowhere', { 'openapi.yaml': GOOD.replace('schemas/Note\'', 'schemas/Gone\'') }, 'openapi.yaml:14:50', 'no-unresolved-refs'],
    ['a reference to a file that is not there', { 'openapi.yaml': GOOD.replace('#/components/schemas/Note', 'gone.yaml') }, 'openapi.yaml:14:50', 'no-unresolved-refs'],
    ['a wrong type', { 'openapi.yaml': GOOD.replace('required: true', 'required: perhaps') }, 'openapi.yaml:10:48', '(struct'],
    ['an operationId that stands twice', { 'openapi.yaml': GOOD.replace('paths:\n', `paths:\n  /notes:\n${GET}      responses: { '204': { description: Done. } }\n`) }, 'openapi.yaml:11:7', 'operation-operationId-unique'],
    ['no operationId', { 'openapi.yaml': GOOD.replace('      operationId: notes/get\n', '') }, 'openapi.yaml:6:5', 'operation-operationId'],
    ['a path parameter that is not declared', { 'openapi.yaml': GOOD.replace('/notes/{note_id}:', '/notes/{note_id}/{file_id}:') }, 'openapi.yaml:9:7', 'path-parameters-defined'],
    ['two paths that are the same', { 'openapi.yaml': GOOD.replace('paths:\n', "paths:\n  /notes/{id}:\n    delete:\n      operationId: a\n      parameters: [{ name: id, in: path, required: true, schema: {} }]\n      responses: { '204': { description: Done. } }\n") }, 'openapi.yaml:10:3', 'no-identical-paths'],
    ['an older version', { 'openapi.yaml': GOOD.replace('3.1.0', '3.0.3') }, 'openapi.yaml:1:1', 'no OpenAPI 3.1 document'],
    ['something else', { 'openapi.yaml': 'hello\n' }, 'openapi.yaml:1:1', 'no OpenAPI 3.1 document'],
    ['nothing', { 'openapi.yaml': '' }, 'openapi.yaml:1:1', 'no OpenAPI 3.1 document'],
    ['no file', { 'other.yaml': GOOD }, 'openapi.yaml:1:1', 'no such file'],
    ['an end that is no date', { 'openapi.yaml': endingOn('2027-02-30'), 'redocly.yaml': RULED }, 'openapi.yaml:9:7', 'plumbline/deprecation-sunset'],
    ['broken settings beside it', { 'openapi.yaml': GOOD, 'redocly.yaml': 'rules: [\n' }, 'redocly.yaml:2:1', '(yaml)'],
  ])('stops at a contract with %s, says where, and writes nothing', async (_, files, place, problem) => {
    await using folder = await contractFolder(files);
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out])).toBe(1);
    expect(err).toMatch(/^The contract is broken, so nothing was generated:\n/);
    const line = err.split('\n').find((one) => one.includes(`${place} `));
    expect([err, line]).toEqual([err, expect.stringContaining(problem)]);
    expect(err).not.toMatch(/^\s+at /m);
    expect([out, await folder.generated()]).toEqual(['', {}]);
  });

  it('says nothing of a sunset that has come, which is for the gate', async () => {
    await using folder = await contractFolder({ 'openapi.yaml': endingOn('2020-01-01'), 'redocly.yaml': RULED });
    expect([await main(['generate', '--contract', folder.contract, '--out', folder.out]), err]).toEqual([0, '']);
  });

  it('keeps what was generated before the contract broke', async () => {
    await using folder = await contractFolder();
    await main(['generate', '--contract', folder.contract, '--out', folder.out]);
    const before = await folder.generated();
    await folder.write('openapi.yaml', GOOD.replace('type: object', 'type: thing'));
    expect(await main(['generate', '--contract', folder.contract, '--out', folder.out])).toBe(1);
    expect(await folder.generated()).toEqual(before);
  });

  it('lists every problem', async () => {
    const broken = GOOD.replace('required: true', 'required: perhaps').replace('title: Notes', 'title: 5');
    await using folder = await contractFolder({ 'openapi.yaml': broken });
    await main(['generate', '--contract', folder.contract, '--out', folder.out]);
    expect(err.match(/openapi\.yaml:\d+:\d+ .+\(struct, at #\/.+\)/g)).toHaveLength(2);
  });
});

describe('plumbline', () => {
  it.each([[[]], [['--help']], [['-h']], [['generate', '--help']]])('helps when it is called with %j', async (argv) => {
    expect(await main(argv)).toBe(0);
    expect(out).toMatch(/^plumbline(?: generate)?: .+\n\nUsage\n {2}plumbline generate --contract/);
    expect(err).toBe('');
  });

  it.each([
    [['generat'], 'There is no command `generat`.'],
    [['generate', 'more'], "Unexpected argument 'more'."],
    [['generate'], 'Name the contract: --contract openapi/openapi.yaml'],
    [['generate', '--contract', 'a.yaml'], 'Name the folder for the generated files: --out packages/contract/src'],
    [['generate', '--contract'], "Option '--contract <value>' argument missing"],
    [['generate', '--contract', 'a.yaml', '--out', 'b', '--force'], "Unknown option '--force'"],
  ])('refuses %j and shows how it is called', async (argv, reason) => {
    expect(await main(argv)).toBe(2);
    expect(err).toContain(`${reason}`);
    expect(err).toContain('\nUsage\n');
    expect(out).toBe('');
  });

  it('is a program', async () => {
    const bin = join(import.meta.dirname, '../bin/plumbline.js');
    const run = promisify(execFile);
    expect((await run(process.execPath, [bin, '--help'])).stdout).toContain('Usage');
    await expect(run(process.execPath, [bin, 'generate'])).rejects.toMatchObject({ code: 2 });
  });
});
