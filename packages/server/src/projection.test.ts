import { describe, expect, it } from 'vitest';
import type { Document, Schema } from './document.ts';
import { projection } from './projection.ts';

const document: Document = {
  openapi: '3.1.0',
  components: {
    schemas: {
      User: { type: 'object', properties: { id: { type: 'string' }, email: { type: 'string' } } },
      Tree: { type: 'object', properties: { name: { type: 'string' }, trees: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
      Cat: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' }, purrs: { type: 'boolean' } } },
      Dog: { type: 'object', required: ['kind'], properties: { kind: { enum: ['dog', 'wolf'] }, barks: { type: 'boolean' }, name: { type: 'string' } } },
    },
  },
};
const of = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** What leaves, and the pointers of what does not. */
function project(schema: Schema, value: unknown): { kept: unknown; extra: string[] } {
  const extra: string[] = [];
  return { kept: projection(document, schema)(value, '', extra), extra };
}

/** A whole row of the database. */
const ROW = { id: 'usr_1', email: 'ada@example.org', password_hash: '$argon2id$', account_id: 'acc_1' };
const SEEN = { id: 'usr_1', email: 'ada@example.org' };

describe('projection', () => {
  it.each([
    ['a row', of('User'), ROW, SEEN, ['/password_hash', '/account_id']],
    ['a row in a property', { properties: { data: of('User') } }, { data: ROW, raw: ROW }, { data: SEEN }, ['/data/password_hash', '/data/account_id', '/raw']],
    ['rows in a list', { type: 'array', items: of('User') }, [ROW, SEEN], [SEEN, SEEN], ['/0/password_hash', '/0/account_id']],
    ['rows in lists of lists', { items: { items: of('User') } }, [[{ id: 1, x: 2 }], []], [[{ id: 1 }], []], ['/0/0/x']],
    ['a row at a fixed place of a list', { prefixItems: [of('User')], items: { type: 'integer' } }, [ROW, 1], [SEEN, 1], ['/0/password_hash', '/0/account_id']],
    ['parts that hold together', { allOf: [of('User'), { properties: { age: {} } }], properties: { own: {} } }, { ...ROW, age: 1, own: 2 }, { ...SEEN, age: 1, own: 2 }, ['/password_hash', '/account_id']],
    ['parts of parts', { allOf: [{ allOf: [of('User')] }] }, ROW, SEEN, ['/password_hash', '/account_id']],
    ['a reference with properties beside it', { ...of('User'), properties: { age: {} } }, { ...ROW, age: 1 }, { ...SEEN, age: 1 }, ['/password_hash', '/account_id']],
    ['a reference with a description beside it', { ...of('User'), description: 'A user.' }, ROW, SEEN, ['/password_hash', '/account_id']],
    ['what contains itself', of('Tree'), { name: 'a', trees: [{ name: 'b', x: 1, trees: [{ y: 2 }] }] }, { name: 'a', trees: [{ name: 'b', trees: [{}] }] }, ['/trees/0/x', '/trees/0/trees/0/y']],
    ['properties with any name', { additionalProperties: of('User') }, { a: ROW, 'b/c': { id: 1, x: 1 } }, { a: SEEN, 'b/c': { id: 1 } }, ['/a/password_hash', '/a/account_id', '/b~1c/x']],
    ['properties that no other schema knows', { allOf: [of('User')], unevaluatedProperties: { type: 'integer' } }, { id: 'a', size: 1 }, { id: 'a', size: 1 }, []],
    ['properties with a pattern', { patternProperties: { '^x-': {} }, additionalProperties: false }, { 'x-a': 1, y: 2 }, { 'x-a': 1 }, ['/y']],
    ['whatever it is, where everything is allowed', { additionalProperties: true }, { a: { b: [1] } }, { a: { b: [1] } }, []],
    ['whatever it is, where there is no schema', {}, { a: { b: [1] } }, { a: { b: [1] } }, []],
    ['whatever it is in a list, where there is no schema of its items', { type: 'array' }, [{ a: 1 }], [{ a: 1 }], []],
    ['nothing of an object without properties', { type: 'object' }, ROW, {}, Object.keys(ROW).map((name) => `/${name}`)],
    ['scalars', { properties: { a: { type: 'string' }, b: { type: 'integer' }, c: {} } }, { a: 'x', b: 0, c: false }, { a: 'x', b: 0, c: false }, []],
    ['null', { properties: { a: { anyOf: [of('User'), { type: 'null' }] }, b: { type: ['object', 'null'] } } }, { a: null, b: null }, { a: null, b: null }, []],
    ['no property that is undefined', of('User'), { id: 'a', email: undefined, other: undefined }, { id: 'a' }, []],
  ] as [string, Schema, unknown, unknown, string[]][])('lets out of %s only what is declared', (_, schema, value, kept, extra) => {
    expect(project(schema, value)).toEqual({ kept, extra });
  });

  it.each([
    ['a row where a text belongs', { properties: { name: { type: 'string' } } }, { name: ROW }, {}, ['/name']],
    ['rows where one belongs', of('User'), [ROW], undefined, ['']],
    ['a row where a list belongs', { type: 'array', items: of('User') }, ROW, undefined, ['']],
    ['a list where a text belongs', { properties: { name: { type: ['string', 'null'] } } }, { name: [ROW] }, {}, ['/name']],
    ['a row where a constant belongs', { properties: { kind: { const: 'cat' }, size: { enum: [1, 2] } } }, { kind: ROW, size: ROW }, {}, ['/kind', '/size']],
    ['a row among texts', { items: { type: 'string' } }, ['a', ROW], ['a', undefined], ['/1']],
  ] as [string, Schema, unknown, unknown, string[]][])('does not let out %s', (_, schema, value, kept, extra) => {
    expect(project(schema, value)).toEqual({ kept, extra });
  });

  it('declares every property of a reference that is in a circle with its siblings', () => {
    const schema: Schema = { type: 'object', properties: { name: {} } };
    schema['properties'] = { name: {}, next: { $ref: '#/components/schemas/Chain', properties: { more: {} } } };
    const chain: Document = { openapi: '3.1.0', components: { schemas: { Chain: schema } } };
    const extra: string[] = [];
    const value = { name: 'a', next: { name: 'b', more: 1, x: 1, next: { more: 2, next: null } } };
    expect(projection(chain, schema)(value, '', extra)).toEqual({ name: 'a', next: { name: 'b', more: 1, next: { more: 2, next: null } } });
    expect(extra).toEqual(['/next/x']);
  });

  it('writes dates and the like before it looks at them', () => {
    const schema: Schema = { properties: { at: { type: 'string' }, row: of('User'), any: {} } };
    const at = new Date('2026-03-06T12:00:00.000Z');
    const row = { toJSON: () => ROW };
    expect(project(schema, { at, row, any: at }).kept).toEqual({ at: '2026-03-06T12:00:00.000Z', row: SEEN, any: '2026-03-06T12:00:00.000Z' });
    expect(project(of('User'), row)).toEqual({ kept: SEEN, extra: ['/password_hash', '/account_id'] });
  });

  it('lets nothing out of a Buffer where a text belongs', () => {
    expect(project({ properties: { a: { type: 'string' } } }, { a: Buffer.from('secret') })).toEqual({ kept: {}, extra: ['/a'] });
  });

  it('leaves what objects inherit, and does not set a prototype', () => {
    class Row {
      id = 'usr_1';
      get email() {
        return 'inherited';
      }
    }
    expect(project(of('User'), new Row()).kept).toEqual({ id: 'usr_1' });

    const value = JSON.parse('{"__proto__": {"id": "a", "x": 1}, "id": "b"}') as object;
    expect(project(of('User'), value)).toEqual({ kept: { id: 'b' }, extra: ['/__proto__'] });
    const { kept } = project({ additionalProperties: of('User') }, value);
    expect(JSON.stringify(kept)).toBe('{"__proto__":{"id":"a"},"id":"b"}');
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  });

  it('copies and does not change what it is given', () => {
    const value = Object.freeze({ ...ROW });
    expect(project(of('User'), value).kept).not.toBe(value);
    expect(value).toEqual(ROW);
  });

  it('finds at start that a reference leads nowhere', () => {
    expect(() => projection(document, { properties: { a: of('Nothing') } })).toThrow('leads nowhere');
  });
});

describe('projection of a choice', () => {
  const pet: Schema = { oneOf: [of('Cat'), of('Dog')] };
  const named: Schema = { properties: { name: {} }, oneOf: [of('Cat'), of('Dog')] };

  it.each([
    ['takes the branch that the constant names', pet, { kind: 'cat', purrs: true, barks: true, x: 1 }, { kind: 'cat', purrs: true }, ['/barks', '/x']],
    ['takes the branch that one of its values names', pet, { kind: 'wolf', barks: true, purrs: true }, { kind: 'wolf', barks: true }, ['/purrs']],
    ['lets nothing out that no branch declares', pet, { kind: 'cow', milk: 1 }, undefined, ['']],
    ['lets nothing out that lacks what every branch needs', pet, { purrs: true }, undefined, ['']],
    ['keeps what stands beside it', named, { kind: 'cat', name: 'Tom', x: 1 }, { kind: 'cat', name: 'Tom' }, ['/x']],
    ['keeps what stands beside it in allOf', { allOf: [{ properties: { age: {} } }, pet] }, { kind: 'cat', age: 1, x: 1 }, { kind: 'cat', age: 1 }, ['/x']],
    ['keeps of two choices what both declare', { allOf: [pet, { anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }] }, { kind: 'cat', b: 1 }, { kind: 'cat', b: 1 }, []],
    ['takes the branch that leaves out least', { anyOf: [of('User'), { properties: { id: {}, account_id: {} } }] }, { id: 1, account_id: 2 }, { id: 1, account_id: 2 }, []],
    ['looks into lists', { anyOf: [{ type: 'array', items: of('User') }, of('User')] }, [{ id: 1, x: 1 }], [{ id: 1 }], ['/0/x']],
    ['tells a list from an object', { anyOf: [{ type: 'array', items: {} }, of('User')] }, { id: 1, x: 1 }, { id: 1 }, ['/x']],
    ['lets no row out where only texts are', { anyOf: [{ type: 'string' }, { const: 1 }] }, ROW, undefined, ['']],
    ['lets a scalar out', { oneOf: [{ type: 'string' }, of('Cat')] }, 'Tom', 'Tom', []],
  ] as [string, Schema, unknown, unknown, string[]][])('%s', (_, schema, value, kept, extra) => {
    expect(project(schema, value)).toEqual({ kept, extra });
  });
});
