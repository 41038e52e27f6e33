import { describe, expect, it } from 'vitest';
import { prettyJson } from './pretty-json.ts';

describe('prettyJson', () => {
  it.each([
    ['a value', 'a "b"', '"a \\"b\\""'],
    ['an object on lines of its own', { a: 1, b: null }, '{\n  "a": 1,\n  "b": null\n}'],
    ['plain values within on one line', { a: { b: 1 }, c: ['x', true] }, '{\n  "a": { "b": 1 },\n  "c": ["x", true]\n}'],
    ['what is too wide on several', { a: ['x'.repeat(40), 'y'.repeat(40)] }, `{\n  "a": [\n    "${'x'.repeat(40)}",\n    "${'y'.repeat(40)}"\n  ]\n}`],
    ['nesting on several', { a: [{ b: [] }] }, '{\n  "a": [\n    {\n      "b": []\n    }\n  ]\n}'],
    ['empty ones', { a: {}, b: [] }, '{\n  "a": {},\n  "b": []\n}'],
  ])('writes %s', (_name, value, want) => {
    expect(prettyJson(value)).toBe(want);
    expect(JSON.parse(prettyJson(value))).toEqual(value);
  });
});
