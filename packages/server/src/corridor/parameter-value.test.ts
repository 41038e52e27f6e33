import { describe, expect, it } from 'vitest';
import { readList, readObject, readScalar, typesOf } from './parameter-value.ts';
import type { Schema } from '../document.ts';

const same = (schema: Schema) => schema;

describe('readScalar', () => {
  it.each([
    ['integer', '0', 0],
    ['integer', '5', 5],
    ['integer', '-7', -7],
    ['integer', '-0', -0],
    ['integer', '9007199254740991', 9007199254740991],
    ['number', '1.5', 1.5],
    ['number', '-0.25', -0.25],
    ['number', '1e2', 100],
    ['number', '1E-2', 0.01],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['string', '', ''],
    ['string', '007', '007'],
    ['string', 'null', 'null'],
  ])('reads as %s %j', (type, text, value) => {
    expect(readScalar(text, [type])).toEqual({ value });
  });

  it.each([
    ['integer', ['', '0x10', '1e2', ' 5', '5 ', '+5', '05', '-05', '5.0', '--5', '1_000', '٥', '5n', 'NaN', 'Infinity', '9007199254740992', '9007199254740993', '-9007199254740992', `1${'0'.repeat(400)}`]],
    ['number', ['', '.5', '5.', '1e', '+1', '01', '0x1', '1e999', '-1e999', 'NaN', 'Infinity', '1,5', ' 1', '1e+', '--1']],
    ['boolean', ['', 'TRUE', 'True', '1', '0', 'yes', 'false ', 'null']],
  ])('refuses as %s what is not written like one', (type, texts) => {
    for (const text of texts) expect([text, readScalar(text, [type])]).toEqual([text, { code: 'type', message: `must be ${type}` }]);
  });

  it('takes the first type that fits', () => {
    expect(readScalar('5', ['integer', 'string'])).toEqual({ value: 5 });
    expect(readScalar('x', ['integer', 'string'])).toEqual({ value: 'x' });
    expect(readScalar('x', ['integer', 'boolean', 'null'])).toEqual({ code: 'type', message: 'must be integer or boolean' });
  });

  it('takes text where there is no type', () => {
    expect(readScalar('5', [])).toEqual({ value: '5' });
  });

  it.each([[['string']], [['integer']], [[]]])('refuses U+0000 for %j', (types) => {
    expect(readScalar('a\0b', types)).toMatchObject({ code: 'nul' });
  });
});

describe('readList', () => {
  it('reads each item by its schema', () => {
    expect(readList(['1', '2'], { type: 'integer' }, same)).toEqual({ value: [1, 2] });
    expect(readList(['1', '2'], undefined, same)).toEqual({ value: ['1', '2'] });
    expect(readList([], { type: 'integer' }, same)).toEqual({ value: [] });
  });

  it('says which item is wrong', () => {
    expect(readList(['1', 'x', 'y'], { type: 'integer' }, same)).toEqual({ code: 'type', message: 'must be integer', step: '1' });
  });
});

describe('readObject', () => {
  const schema: Schema = { properties: { size: { type: 'integer' }, title: { type: 'string' } } };

  it('reads each property by its schema, and keeps an unknown one as text for the schema to refuse', () => {
    expect(readObject([['size', '5'], ['title', 'x'], ['other', '5']], schema, same)).toEqual({ value: { size: 5, title: 'x', other: '5' } });
  });

  it.each([
    ['a value', [['size', 'x']], { code: 'type', step: 'size' }],
    ['a repeated name', [['size', '1'], ['size', '2']], { code: 'repeated', step: 'size' }],
    ['U+0000 in a value', [['other', '\0']], { code: 'nul', step: 'other' }],
    ['U+0000 in a name', [['oth\0er', 'x']], { code: 'nul', step: 'oth\0er' }],
  ] as [string, [string, string][], object][])('refuses %s', (_, texts, want) => {
    expect(readObject(texts, schema, same)).toMatchObject(want);
  });

  it.each([['__proto__'], ['constructor'], ['toString']])('takes the name %s for a name like any other', (name) => {
    const read = readObject([[name, 'x']], schema, same);
    const value = 'value' in read ? (read.value as object) : {};
    expect(Object.getOwnPropertyDescriptor(value, name)?.value).toBe('x');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('typesOf', () => {
  it.each([
    [{}, []],
    [{ type: 'string' }, ['string']],
    [{ type: ['string', 'null'] }, ['string', 'null']],
  ])('of %j is %j', (schema, want) => {
    expect(typesOf(schema)).toEqual(want);
  });
});
