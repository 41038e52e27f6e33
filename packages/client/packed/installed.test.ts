import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, install, pack } from './tarball.ts';

const run = promisify(execFile);
const WORKSPACE = resolve(import.meta.dirname, '../../..');
const COMPILERS = [
  { name: 'TypeScript 7', tsc: 'node_modules/typescript/bin/tsc' },
  { name: 'TypeScript 5.9', tsc: 'packages/codegen/node_modules/typescript/bin/tsc' },
] as const;
const STRICTEST = { target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [], strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
const PROJECT = { id: 'prj_1', name: 'edge' };

let project = '';
let server: Server;

beforeAll(async () => {
  project = await emptyFolder();
  await install(project, await Promise.all(['packages/client', 'packages/webhooks'].map((folder) => pack(folder, project))));
  await cp(join(import.meta.dirname, 'consumers'), project, { recursive: true });
  server = await answering();
}, 120_000);
afterAll(async () => {
  server.close();
  await rm(project, { recursive: true });
});

describe('the tarballs, installed in a project of their own', () => {
  it.each(['esm.mjs', 'cjs.cjs'])('are used from %s', async (program) => {
    const { port } = server.address() as AddressInfo; // It listens on a port.
    const { stdout, stderr } = await run(process.execPath, [program, `http://127.0.0.1:${port}`], { cwd: project });
    expect([JSON.parse(stdout), stderr]).toEqual([
      { listed: ['edge'], error: [true, 'ProjectNotFoundError', 'project_not_found'], one: 'edge', other: ['edge'], event: 'project.created', verify: 'function' },
      '',
    ]);
  });

  const kinds = [
    ['nodenext, as ESM and as CommonJS', ['types.mts', 'types.cts'], { module: 'nodenext' }],
    ['bundler', ['types.ts'], { module: 'esnext', moduleResolution: 'bundler' }],
  ] as const;
  it.each(COMPILERS.flatMap(({ name, tsc }) => kinds.map(([kind, files, options]) => ({ name, tsc, kind, files, options }))))('have types for $name with $kind', async ({ name, tsc, files, options }) => {
    const folder = join(project, `${name}, ${options.module}`);
    for (const file of files) await cp(join(import.meta.dirname, 'consumers/types.ts'), join(folder, file));
    const compilerOptions = { ...options, ...STRICTEST };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const { stdout } = await run(process.execPath, [join(WORKSPACE, tsc), '-p', folder]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });
  it('can do what the README shows', async () => {
    const readme = await readFile(join(project, 'node_modules/@plumbline/client/README.md'), 'utf8');
    const programs = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, program]) => program ?? '');
    const folder = join(project, 'readme');
    await mkdir(folder);
    await Promise.all(programs.map((program, index) => writeFile(join(folder, `${index}.mts`), program)));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'nodenext', ...STRICTEST } }));
    const { stdout } = await run(process.execPath, [join(WORKSPACE, COMPILERS[0].tsc), '-p', folder]).catch((error: { stdout: string }) => error);
    expect([programs.length, stdout]).toEqual([6, '']);
  });
});

/** A server with one project. */
async function answering(): Promise<Server> {
  const made = createServer(({ url }, response) => {
    const [status, body] = answerTo(url ?? '');
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => made.listen(0, '127.0.0.1', listening));
  return made;
}

function answerTo(url: string): [number, object] {
  if (url.endsWith('/prj_1')) return [200, PROJECT];
  if (/\/projects(?:\?|$)/.test(url)) return [200, { data: [PROJECT], meta: { page: 1, per_page: 20, total: 1, total_pages: 1, next_cursor: null } }];
  return [404, { error: { code: 'project_not_found', message: 'There is no such project.', details: [], request_id: 'req_1', doc_url: 'https://plumbline.example' } }];
}
