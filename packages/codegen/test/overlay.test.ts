import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContractError } from '../src/contract-error.ts';
import { generate } from '../src/generate.ts';
import { readContract } from '../src/read-contract.ts';
import { contractFolder, GOOD } from './contract-folder.ts';
import { runMain } from './run-main.ts';

const GET = '$.paths[*].get';

/** An overlay with these actions, each a line of YAML. */
const overlay = (...actions: string[]) => `overlay: 1.1.0\ninfo: { title: Test, version: 1.0.0 }\nactions:\n${actions.map((action) => `  - ${action}\n`).join('')}`;
const bundle = async (files: Record<string, string>, ...overlays: string[]) => {
  await using folder = await contractFolder({ 'openapi.yaml': GOOD, ...files });
  const root = resolve(folder.contract, '..');
  const { document, files: sources } = await readContract(folder.contract, overlays.map((name) => join(root, name)));
  return { document, sources: sources.map((path) => path.slice(root.length + 1)) };
};
const refused = async (files: Record<string, string>, ...overlays: string[]) => {
  const error: unknown = await bundle(files, ...overlays).catch((thrown: unknown) => thrown);
  if (!(error instanceof ContractError)) throw new Error('The contract was not refused.', { cause: error });
  return error.problems.map(({ file, line, pointer, message }) => `${file.replace(/^.*plumbline-[^/]*\//, '')}:${line} ${pointer} ${message}`);
};

describe('an overlay', () => {
  it('changes the bundled document, and counts among the sources', async () => {
    const { document, sources } = await bundle({ 'v2.yaml': overlay(`{ target: '${GET}', update: { x-stability: beta, deprecated: true } }`) }, 'v2.yaml');
    expect(document.paths?.['/notes/{note_id}']?.get).toMatchObject({ operationId: 'notes/get', 'x-stability': 'beta', deprecated: true });
    expect(sources).toEqual(['openapi.yaml', 'v2.yaml']);
  });

  it('leaves the contract itself as it was', async () => {
    await using folder = await contractFolder({ 'openapi.yaml': GOOD, 'v2.yaml': overlay("{ target: $.info, update: { title: Changed } }") });
    const changed = await generate(folder.contract, join(folder.out, 'v2'), { overlays: [join(folder.out, '../v2.yaml')] });
    await generate(folder.contract, folder.out);
    expect(changed.sources).toHaveLength(2);
    const { document } = await readContract(folder.contract);
    expect(document).toMatchObject({ info: { title: 'Notes' } });
  });

  it('gives the same bytes every time', async () => {
    const files = { 'v2.yaml': overlay("{ target: '$.servers[*]', update: { url: https://notes.example/v2 } }", `{ target: '${GET}.parameters', update: [{ name: q, in: query, schema: { type: string } }] }`) };
    const [one, other] = [await bundle(files, 'v2.yaml'), await bundle(files, 'v2.yaml')];
    expect(JSON.stringify(one.document)).toBe(JSON.stringify(other.document));
    expect(one.document.servers).toEqual([{ url: 'https://notes.example/v2' }]);
  });

  it.each([
    ['version 1.0', { 'v2.yaml': overlay('{ target: $.info, update: { title: B } }').replace('1.1.0', '1.0.0') }, ['v2.yaml'], { info: { title: 'B' } }],
    ['an action that matches what the one before has added', { 'v2.yaml': overlay('{ target: $, update: { x-a: { b: 1 } } }', '{ target: $.x-a, update: { c: 2 } }').replace('$.x-a', "\"$['x-a']\"") }, ['v2.yaml'], { 'x-a': { b: 1, c: 2 } }],
    ['several overlays, in their order', { 'a.yaml': overlay('{ target: $.info, update: { title: A, version: a } }'), 'b.yaml': overlay('{ target: $.info, update: { title: B } }') }, ['a.yaml', 'b.yaml'], { info: { title: 'B', version: 'a' } }],
    ['an overlay that matches what the one before has added', { 'a.yaml': overlay('{ target: $.info, update: { contact: { name: A } } }'), 'b.yaml': overlay('{ target: $.info.contact, update: { name: B } }') }, ['a.yaml', 'b.yaml'], { info: { contact: { name: 'B' } } }],
    ['a copy', { 'v2.yaml': overlay('{ target: $.info, update: { x-a: { b: 1 }, x-c: {} } }', "{ target: \"$.info['x-c']\", copy: \"$.info['x-a']\" }") }, ['v2.yaml'], { info: { 'x-c': { b: 1 } } }],
    ['a reference to a file beside the overlay', { 'editions/v2.yaml': overlay('{ target: $.components.schemas, update: { Tag: { $ref: Tag.yaml } } }'), 'editions/Tag.yaml': 'type: string\n' }, ['editions/v2.yaml'], { components: { schemas: { Tag: { type: 'string' } } } }],
  ])('can be %s', async (_, files, names, want) => {
    expect((await bundle(files, ...names)).document).toMatchObject(want);
  });

  it('removes', async () => {
    const { document } = await bundle({ 'v2.yaml': overlay("{ target: '$.servers', remove: true }") }, 'v2.yaml');
    expect(document.servers).toBeUndefined();
  });
});

describe('an overlay whose target matches nothing', () => {
  it.each([
    ['from the start', overlay('{ target: $.info, update: { title: B } }', "{ target: '$.paths[\"/gone\"]', remove: true }"), ['v2.yaml:5 #/actions/1/target The target `$.paths["/gone"]` matches nothing at this point. Correct it, or remove the action.']],
    ['because of what was removed before it', overlay('{ target: $.servers, remove: true }', '{ target: $.servers, remove: true }'), ['v2.yaml:5 #/actions/1/target The target `$.servers` matches nothing at this point. Correct it, or remove the action.']],
    ['twice', overlay('{ target: $.a, remove: true }', '{ target: $.b, remove: true }'), [expect.stringContaining('#/actions/0/target'), expect.stringContaining('#/actions/1/target')]],
    ['with a filter', overlay("{ target: '$.paths[*][?@.operationId==\"gone\"]', update: {} }"), [expect.stringContaining('v2.yaml:4 #/actions/0/target')]],
  ])('%s is refused', async (_, text, problems) => {
    expect(await refused({ 'v2.yaml': text }, 'v2.yaml')).toEqual(problems);
  });

  it('in the second of two overlays is refused there', async () => {
    const files = { 'a.yaml': overlay('{ target: $.servers, remove: true }'), 'b.yaml': overlay('{ target: $.servers, remove: true }') };
    expect(await refused(files, 'a.yaml', 'b.yaml')).toEqual([expect.stringMatching(/^b\.yaml:4 #\/actions\/0\/target The target `\$\.servers` matches nothing/)]);
  });
});

describe('an overlay that is not valid', () => {
  it.each([
    ['no file', {}, 'v2.yaml:1  ENOENT: no such file'],
    ['no YAML', { 'v2.yaml': 'overlay: [\n' }, 'v2.yaml:2  deficient indentation'],
    ['something else', { 'v2.yaml': GOOD }, 'v2.yaml:1  This is no OpenAPI Overlay: it needs `overlay: 1.1.0`'],
    ['a later version', { 'v2.yaml': overlay('{ target: $.info, update: {} }').replace('1.1.0', '2.0.0') }, 'v2.yaml:1  This is no OpenAPI Overlay'],
    ['nothing', { 'v2.yaml': '' }, 'v2.yaml:1  This is no OpenAPI Overlay'],
    ['no actions', { 'v2.yaml': 'overlay: 1.1.0\ninfo: { title: A, version: 1.0.0 }\n' }, 'v2.yaml:1  The field `actions` must be present'],
    ['an empty list of actions', { 'v2.yaml': 'overlay: 1.1.0\ninfo: { title: A, version: 1.0.0 }\nactions: []\n' }, 'v2.yaml:3 #/actions The overlay has no action'],
    ['no target', { 'v2.yaml': overlay('{ update: {} }') }, 'v2.yaml:4 #/actions/0 The field `target` must be present'],
    ['a misspelt key', { 'v2.yaml': overlay('{ target: $.info, updat: {} }') }, 'v2.yaml:4 #/actions/0/updat Property `updat` is not expected here.'],
    ['an action that does nothing', { 'v2.yaml': overlay('{ target: $.info }') }, 'v2.yaml:4 #/actions/0 The action changes nothing: give it `update`, `copy` or `remove: true`.'],
    ['a target that is no JSONPath', { 'v2.yaml': overlay("{ target: '$.info[', update: {} }") }, 'v2.yaml:4 #/actions/0/target Invalid JSONPath expression'],
    ['an update that does not fit', { 'v2.yaml': overlay('{ target: $.info, update: [a] }') }, 'v2.yaml:4 #/actions/0/update Cannot apply array to object'],
    ['a copy of nothing', { 'v2.yaml': overlay('{ target: $.info, copy: $.gone }') }, 'v2.yaml:4 #/actions/0/copy The copy expression must select exactly one node'],
  ])('has %s', async (_, files, problem) => {
    expect(await refused(files, 'v2.yaml')).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a document that an overlay breaks', () => {
  it.each([
    ['a reference to what it removes', '{ target: $.components.schemas.Note, remove: true }', "#/paths/~1notes~1{note_id}/get/responses/200/content/application~1json/schema"],
    ['a wrong type', `{ target: '${GET}', update: { summary: { a: 1 } } }`, '#/paths/~1notes~1{note_id}/get/summary'],
    ['an operationId that stands twice', "{ target: $.paths, update: { /a: { get: { operationId: notes/get, responses: { '204': { description: Done. } } } } } }", '#/paths/~1a/get'],
    ['no operationId', `{ target: '${GET}.operationId', remove: true }`, '#/paths/~1notes~1{note_id}/get'],
    ['a reference to a file that is not there', '{ target: $.components.schemas, update: { Tag: { $ref: Tag.yaml } } }', '#/components/schemas/Tag'],
  ])('by %s is refused, with the overlay and the place in the bundle', async (_, action, pointer) => {
    const problems = await refused({ 'v2.yaml': overlay(action) }, 'v2.yaml');
    expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^v2\\.yaml:1 ${pointer.replaceAll(/[{}/]/g, '\\$&')}\\S* After this overlay the bundled document is broken: `)));
    expect(problems.filter((problem) => !problem.startsWith('v2.yaml:1 '))).toEqual([]);
  });

  it('names every overlay when there are several', async () => {
    const files = { 'a.yaml': overlay('{ target: $.info, update: { title: A } }'), 'b.yaml': overlay(`{ target: '${GET}.operationId', remove: true }`) };
    expect(await refused(files, 'a.yaml', 'b.yaml')).toEqual([expect.stringMatching(/^b\.yaml:1 \S+ After the overlays \S*a\.yaml, \S*b\.yaml the bundled document is broken: /)]);
  });
});

describe('plumbline generate --overlay', () => {
  it('generates from the changed document, and writes nothing when an overlay is refused', async () => {
    const files = { 'openapi.yaml': GOOD, 'v2.yaml': overlay("{ target: '$.servers[0]', update: { url: https://notes.example/v2 } }"), 'bad.yaml': overlay('{ target: $.gone, remove: true }') };
    await using folder = await contractFolder(files);
    const at = (name: string) => join(folder.contract, '..', name);
    const refusal = await runMain('generate', '--contract', folder.contract, '--overlay', at('v2.yaml'), '--overlay', at('bad.yaml'), '--out', folder.out);
    expect([refusal, await folder.generated()]).toMatchObject([{ code: 1, out: '', err: expect.stringMatching(/nothing was generated:\n\S*bad\.yaml:4:\d+ The target `\$\.gone` matches nothing at this point\. .+ \(overlay, at #\/actions\/0\/target\)\n$/) }, {}]);

    expect(await runMain('generate', '--contract', folder.contract, '--overlay', at('v2.yaml'), '--out', folder.out)).toMatchObject({ code: 0, out: expect.stringContaining('from 2 files of the contract') });
    expect((await folder.generated())['index.gen.ts']).toContain('basePath: "/v2"');
  });
});
