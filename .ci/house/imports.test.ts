import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, sources, workspaces } from './workspaces.ts';

/** Who may depend on whom. What is made from the contract at build time depends on the generator as a tool. */
const MAY_DEPEND: Record<string, { on: string[]; inTests?: string[] }> = {
  '@plumbline/openapi': { on: [] },
  '@plumbline/benchmark': { on: [] },
  '@plumbline/codegen': { on: [] },
  '@plumbline/contract': { on: [], inTests: ['@plumbline/codegen', '@plumbline/openapi'] },
  '@plumbline/server': { on: [], inTests: ['@plumbline/benchmark', '@plumbline/codegen'] },
  // What it takes of the workspace is built into it, so that what is published depends on none of it.
  '@plumbline/client': { on: [], inTests: ['@plumbline/benchmark', '@plumbline/codegen', '@plumbline/contract', '@plumbline/openapi', '@plumbline/webhooks'] },
  '@plumbline/webhooks': { on: [] },
  '@plumbline/api': { on: ['@plumbline/contract', '@plumbline/server', '@plumbline/webhooks'], inTests: ['@plumbline/benchmark', '@plumbline/client'] },
  '@plumbline/docs': { on: ['@plumbline/client', '@plumbline/contract', '@plumbline/webhooks'], inTests: ['@plumbline/codegen'] },
};

const ours = (dependencies: Record<string, string>) => Object.keys(dependencies).filter((name) => name.startsWith('@plumbline/'));

describe('imports run one way', () => {
  it.each(workspaces().map((workspace) => [workspace.name, workspace] as const))('%s depends only on what is below it', (name, workspace) => {
    const allowed = MAY_DEPEND[name];
    expect(allowed, `${workspace.folder} is new: say in imports.test.ts what it may depend on`).toBeDefined();
    expect(ours(workspace.dependencies).filter((one) => !allowed?.on.includes(one))).toEqual([]);
    expect(ours(workspace.devDependencies).filter((one) => !allowed?.inTests?.includes(one))).toEqual([]);
  });

  it.each(workspaces().map((workspace) => [workspace.name, workspace] as const))('%s imports only what its package.json names', (_name, workspace) => {
    const declared = Object.keys({ ...workspace.dependencies, ...workspace.devDependencies });
    const roots = ['vitest', 'node:', 'astro:', '.', '#', workspace.name];
    const found = sources('.ts')
      .filter((path) => path.startsWith(`${workspace.folder}/`))
      .flatMap((path) => imports(readFileSync(join(ROOT, path), 'utf8')).map((specifier) => ({ path, specifier })));
    const strange = found.filter(
      ({ specifier }) => !roots.some((root) => specifier.startsWith(root)) && !declared.some((name) => specifier === name || specifier.startsWith(`${name}/`)),
    );
    expect(strange).toEqual([]);
  });

  it('the client and the server never meet, and nothing imports an app', () => {
    const escapes = sources('.ts').filter((path) => {
      const [room, name] = path.split('/');
      return imports(readFileSync(join(ROOT, path), 'utf8')).some((specifier) => {
        if (!specifier.startsWith('.')) return false;
        const target = join(path, '..', specifier);
        return !target.startsWith(`${room}/${name}/`) && !target.startsWith('.ci/') && !target.startsWith('openapi/');
      });
    });
    expect(escapes).toEqual([]);
  });
});

function imports(text: string): string[] {
  return [...text.matchAll(/^(?:import|export)[^'"`]*?from '([^']+)'|^import '([^']+)'/gm)].map(([, from, bare]) => from ?? bare ?? '');
}
