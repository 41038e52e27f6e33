import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it.each([
    ['spaces', '{ "a" : [ 1 , 2 ] }', '{"a":[1,2]}'],
    ['the order of names', '{"b":1,"a":2}', '{"a":2,"b":1}'],
    ['the order of names inside', '[{"b":{"d":1,"c":2},"a":0}]', '[{"a":0,"b":{"c":2,"d":1}}]'],
    ['how numbers are written', '[1.0,1e2,-0,0.10]', '[1,100,0,0.1]'],
    ['how characters are written', '"\\u0041\\/\\u00e9"', '"A/é"'],
    ['names that look like numbers, which objects put in front', '{"b":1,"10":2,"9":3}', '{"10":2,"9":3,"b":1}'],
    // RFC 8785, 3.2.3: by code units, in which a pair of surrogates comes before U+FB33.
    ['names beyond the basic plane', '{"\\ufb33":1,"\\ud83d\\ude00":2,"é":3}', '{"é":3,"😀":2,"\ufb33":1}'],
    ['null', 'null', 'null'],
    ['an empty object', ' {} ', '{}'],
  ])('does not tell apart %s', (_, text, want) => {
    expect(canonicalJson(JSON.parse(text))).toBe(want);
  });

  it.each([
    ['the order of a list', [1, 2], [2, 1]],
    ['a number and its text', 1, '1'],
    ['null and what is absent', { a: null }, {}],
    ['null and nothing', null, undefined],
    ['the empty text and nothing', '', undefined],
  ])('tells apart %s', (_, one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });
});
