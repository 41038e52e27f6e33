import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASE } from './compare/base-document.ts';
import { runMain } from './run-main.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-compare-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Compares two documents that are written to files first; text is written as it is. */
async function compare(base: unknown, head: unknown, ...more: string[]) {
  const paths = { base: join(folder, 'base.json'), head: join(folder, 'head.json') };
  await writeFile(paths.base, typeof base === 'string' ? base : JSON.stringify(base));
  await writeFile(paths.head, typeof head === 'string' ? head : JSON.stringify(head));
  const { code, out, err } = await runMain('compare', '--base', paths.base, '--head', paths.head, '--today', '2026-11-24', ...more);
  return { code, out: out.replaceAll(`${folder}/`, ''), err: err.replaceAll(`${folder}/`, '') };
}

describe('plumbline compare', () => {
  it('says how much it has compared when nothing breaks', async () => {
    expect(await compare(BASE, BASE, '--name', 'v1')).toEqual({
      code: 0,
      out: 'v1: 1 beta or alpha operation promised nothing; 0 changes there.\nv1: nothing breaks; 4 operations and 1 event compared with base.json.\n',
      err: '',
    });
  });

  it('prints notes and goes on', async () => {
    const head = { ...BASE, 'x-rate-limits': { ...BASE['x-rate-limits'], slow: { windows: { slowly: { seconds: 60, limit: 1 } } } } };
    const { code, out } = await compare(BASE, head);
    expect([code, out.split('\n')[0]]).toEqual([0, 'note: x-rate-limits/slow, head #/x-rate-limits/slow/windows/slowly: The window slowly allowed 60 in 60 seconds and allows 1 in 60 seconds.']);
  });

  it('prints what breaks before the notes, each with its operation, its place, and what comes of it', async () => {
    const { get, post } = BASE.paths['/notes'];
    const head = { ...BASE, webhooks: {}, paths: { ...BASE.paths, '/notes': { get: { ...get, 'x-rate-limit': { policy: 'slow', cost: 2 } }, post: { ...post, 'x-access': 'account' } } } };
    expect(await compare(BASE, head, '--name', 'v1')).toEqual({
      code: 1,
      out: '',
      err: `breaking: createNote (POST /notes), head #/paths/~1notes/post/x-access: The operation is now for credentials of the whole account; one that is bound to a project is refused.
breaking: event note.created, base #/webhooks/note.created/post: The event is gone, and receivers wait for it in vain: deprecate it with \`x-sunset\` first, at least six months ahead.
note: listNotes (GET /notes), head #/paths/~1notes/get/x-rate-limit: The rate limit was that of standard and is that of slow.
note: listNotes (GET /notes), head #/paths/~1notes/get/x-rate-limit/cost: A call cost 1 of the rate limit and costs 2.
v1: 1 beta or alpha operation promised nothing; 0 changes there.
v1: 2 breaking changes; 4 operations and 1 event compared with base.json. Undo what breaks, or bring it in a new version of the API.
`,
    });
  });

  it('goes by the day that it is given', async () => {
    const { patch: _, ...rest } = BASE.paths['/notes/{note_id}'];
    const head = { ...BASE, paths: { ...BASE.paths, '/notes/{note_id}': rest } };
    expect(await compare(BASE, head)).toMatchObject({ code: 1 });
    expect(await compare(BASE, head, '--today', '2027-06-01')).toMatchObject({ code: 0, out: expect.stringContaining('note: touchNote (PATCH /notes/{note_id}), base') });
  });

  it.each([
    ['no JSON', '{', 'head.json is no JSON: '],
    ['no OpenAPI document', '{}', 'head.json is no OpenAPI 3.1 document.'],
    ['an older OpenAPI document', '{ "openapi": "3.0.3" }', 'head.json is no OpenAPI 3.1 document.'],
    ['a reference that leads nowhere', JSON.stringify({ ...BASE, components: {} }), 'In the head, the reference #/components/parameters/Page at #/paths/~1notes/get/parameters/0 leads nowhere in the document: bundle it first.'],
    ['a reference to a file', JSON.stringify({ ...BASE, paths: { '/notes': { $ref: 'notes.yaml' } } }), 'In the head, the reference notes.yaml at #/paths/~1notes leads nowhere in the document: bundle it first.'],
    ['references that lead in a circle', JSON.stringify({ ...BASE, paths: { '/notes': { $ref: '#/paths/~1notes' } } }), 'In the head, the reference at #/paths/~1notes leads back to itself.'],
  ])('fails at %s, and says so', async (_, head, message) => {
    expect(await compare(BASE, head)).toEqual({ code: 1, out: '', err: expect.stringContaining(`Nothing was compared: ${message}`) });
  });

  it('fails at a file that is not there', async () => {
    const { code, err } = await runMain('compare', '--base', join(folder, 'gone.json'), '--head', join(folder, 'gone.json'));
    expect([code, err]).toEqual([1, expect.stringMatching(/^Nothing was compared: \S+gone\.json cannot be read \(ENOENT\)\. Name a bundled document/)]);
  });

  it.each([
    [['--head', 'a.json'], 'Name the document that was promised: --base v1.0.0.json'],
    [['--base', 'a.json'], 'Name the document that is to come: --head'],
    [['--base', 'a.json', '--head', 'b.json', '--today', 'now'], '`now` is no date'],
  ])('refuses the call %j', async (argv, reason) => {
    const { code, err } = await runMain('compare', ...argv);
    expect(code).toBe(2);
    expect(err).toContain(reason);
    expect(err).toContain('\nUsage\n  plumbline compare --base');
  });
});
