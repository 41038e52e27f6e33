import type { Contract, OperationEntry } from '../src/contract.ts';
import { escapeStep, type Document, type OperationNode, type Schema } from '../src/document.ts';
import { contract as notes } from '../test/notes/index.gen.ts';
import { resourceNames, type ResourceName } from './resource-names.ts';

type Paths = NonNullable<Document['paths']>;
type Path = Paths[string];

/** What one resource adds to the contract. */
interface Resource {
  paths: Paths;
  schemas: Record<string, Schema>;
  operations: Record<string, OperationEntry>;
}

const PER_RESOURCE = 5;
/** The notes without what they are tested on beside the ordinary: a check, a list, and one to create, get and delete. */
const { updateNote: _update, starNote: _star, exportNotes: _export, ...OWN } = notes.operations;
const NOTES_SIZE = Object.keys(OWN).length;
const { '/health': health, '/notes': many, '/notes/{note_id}': { patch: _patch, ...one } } = notes.document.paths;
const { Note, NoteCreate } = notes.document.components.schemas;
const { createNote, getNote, deleteNote, listNotes } = OWN;

/**
 * The notes contract with further resources around it, each like the notes: a list, and one of it to create, get,
 * replace and delete. Half of them stand before the notes and half behind, so that a search meets the notes midway.
 *
 * @param size operations altogether: the notes' own, and a multiple of five
 */
export function contractOf(size: number): Contract {
  const count = (size - NOTES_SIZE) / PER_RESOURCE;
  const resources = resourceNames(count).map(resourceLike);
  const before = resources.slice(0, Math.ceil(count / 2));
  const behind = resources.slice(before.length);
  const around = <Part>(part: (resource: Resource) => Record<string, Part>, own: Record<string, Part>): Record<string, Part> =>
    Object.assign({}, ...before.map(part), own, ...behind.map(part)) as Record<string, Part>; // Assign cannot say what a spread of many gives.

  const document = structuredClone(notes.document) as unknown as Document & { components: { schemas: Record<string, Schema> } }; // The literal's type is narrower.
  document.paths = around<Path>(({ paths }) => paths, structuredClone({ '/health': health, '/notes': many, '/notes/{note_id}': one }) as unknown as Paths);
  document.components.schemas = around(({ schemas }) => schemas, document.components.schemas);
  const operations = around<OperationEntry>((resource) => resource.operations, OWN);
  if (Object.keys(operations).length !== size) throw new Error(`A contract of ${size} operations cannot be made.`);

  const { standard } = notes.rateLimits;
  return { ...notes, document, operations, rateLimits: { standard: { ...standard, windows: { minute: { seconds: 60, limit: 1_000_000_000 }, burst: { seconds: 1, limit: 1_000_000_000 } } } } };
}

function resourceLike(name: ResourceName): Resource {
  const { parameters: _key, 'x-idempotency': _kept, ...create } = many.post;
  const item = `${name.path}/{${name.snake}_id}`;
  const replace: OperationNode & Path = {
    ...create,
    operationId: 'replaceNote',
    responses: { ...withoutCreated(many.post.responses), '200': one.get.responses['200'], '404': one.get.responses['404'] },
  };
  const parents = [...name.path.matchAll(/\{(\w+)\}/g)].map(([, parent]) => ({ name: parent, in: 'path', required: true, schema: { type: 'string' } }));
  const entry = (base: OperationEntry, path: string, method: string): OperationEntry => ({
    ...base, method, path, pointer: `#/paths/${escapeStep(path)}/${method}`, tag: name.snake,
  });
  const { 201: created, ...others } = createNote.answers;
  const put: OperationEntry = { ...createNote, idempotency: null, answers: { ...others, 200: created, 404: getNote.answers[404] } };

  return renamed(name, {
    paths: {
      [name.path]: { ...many, parameters: parents },
      [item]: { ...one, put: replace, parameters: [...parents, ...one.parameters] },
    },
    schemas: { Note, NoteCreate },
    operations: {
      listNotes: entry(listNotes, name.path, 'get'),
      createNote: entry(createNote, name.path, 'post'),
      getNote: entry(getNote, item, 'get'),
      replaceNote: entry(put, item, 'put'),
      deleteNote: entry(deleteNote, item, 'delete'),
    },
  });
}

function withoutCreated({ 201: _created, ...others }: typeof many.post.responses): object {
  return others;
}

/** Gives operations, schemas and parameters the resource's name; errors, scopes and the schemas of a body's kinds are shared. */
function renamed({ pascal, snake }: ResourceName, resource: object): Resource {
  const text = JSON.stringify(resource).replaceAll(/Note(?!NotFound|Locked)/g, pascal).replaceAll('note_id', `${snake}_id`);
  return JSON.parse(text) as Resource; // Renaming keeps the form.
}
