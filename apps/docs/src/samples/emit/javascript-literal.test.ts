import { describe, expect, it } from 'vitest';
import { javascriptLiteral } from './javascript-literal.ts';

describe('javascriptLiteral', () => {
  it.each([
    ['a small object on one line', { name: 'edge-ingest', region: 'us-east' }, "{ name: 'edge-ingest', region: 'us-east' }"],
    ['a larger one on several', { name: 'edge-ingest', description: 'Collects events.', tags: [] }, "{\n  name: 'edge-ingest',\n  description: 'Collects events.',\n  tags: [],\n}"],
    ['nesting', { inputs: [{ n: 1 }, { n: { deep: [null, true, -1.5] } }] }, '{\n  inputs: [{ n: 1 }, { n: { deep: [null, true, -1.5] } }],\n}'],
    ['names that are no identifiers', { 'content-type': 'a', 'x y': 'b' }, "{ 'content-type': 'a', 'x y': 'b' }"],
    ['empty ones', { a: {}, b: [] }, '{ a: {}, b: [] }'],
  ])('writes %s', (_name, value, want) => {
    expect(javascriptLiteral(value)).toBe(want);
  });

  it.each([["it's \"quoted\""], ['line\nfeed\ttab\\n'], ['\u2028\u0000\u007f'], ['世界 🌍'], ['\ud800 alone'], ['${x} `y`'], [String.raw`\"`]])('JavaScript reads %j as it was', (text) => {
    // eslint-disable-next-line no-new-func -- This is what it is written for.
    expect(new Function(`return ${javascriptLiteral({ text, __proto__of: text, ['__proto__']: text })}`)()).toEqual({ text, __proto__of: text, ['__proto__']: text });
  });
});
