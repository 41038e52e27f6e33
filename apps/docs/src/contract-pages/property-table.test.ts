import { describe, expect, it } from 'vitest';
import type { OpenApiDocument, Schema } from './document.ts';
import { bodyOf, propertyTable, type View } from './property-table.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const schemas: Record<string, Schema> = {
  Tree: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, parent: ref('Tree'), leaves: { type: 'array', items: ref('Leaf') } } },
  Leaf: { type: 'object', properties: { colour: { type: 'string' } } },
  Oak: { type: 'object', description: 'An oak.', required: ['kind'], additionalProperties: false, properties: { kind: { const: 'oak' } } },
  Elm: { type: 'object', description: 'An elm.', properties: { kind: { const: 'elm' } } },
  Any: { oneOf: [ref('Oak'), ref('Elm')], discriminator: { propertyName: 'kind' } },
};
const document: OpenApiDocument = { info: { title: 'Trees', version: '1' }, paths: {}, components: { schemas } };

const names = (schema: Schema, view: View) =>
  propertyTable(document, schema, view)
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ')[0]?.slice(2));

describe('propertyTable', () => {
  it.each<[string, Schema, View, string[]]>([
    ['what a request must have', ref('Tree'), { of: 'request', isDeep: false }, ['`name` **required**', '`parent`', '`leaves`']],
    ['what an answer can lack', ref('Tree'), { of: 'answer', isDeep: false }, ['`name`', '`parent` **can be absent**', '`leaves` **can be absent**']],
    ['what is inside, and no object inside of itself', ref('Tree'), { of: 'request', isDeep: true }, ['`name` **required**', '`parent`', '`leaves`', '`leaves[].colour`']],
    ['what is inside an object without a name', { properties: { box: { type: 'object', properties: { size: { type: 'integer' } } } } }, { of: 'request', isDeep: false }, ['`box`', '`box.size`']],
  ])('marks and lists %s', (_, schema, view, want) => expect(names(schema, view)).toEqual(want));
});

it('shows each kind of a choice under a heading', () => {
  const text = bodyOf(document, ref('Any'), { of: 'request', isDeep: true }, 3);
  expect(text).toContain('[`Oak`](/docs/schemas/Oak/) or [`Elm`](/docs/schemas/Elm/): `kind` says which.');
  expect(text).toContain('### `kind`: `oak`\n\nAn oak.\n\nProperties that are not listed are refused.\n\n| Name');
  expect(text).toContain('### `kind`: `elm`\n\nAn elm.\n\n| Name');
});
