import { describe, expect, it } from 'vitest';
import { DEEPEST, readIJson } from './i-json.ts';

/** A text that holds a value that is nested so deep. */
const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('readIJson', () => {
  it.each([
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-0', -0],
    ['-1.5e-3', -0.0015],
    ['1E+2', 100],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['1e21', 1e21],
    ['0.1', 0.1],
    ['1e-999', 0],
    ['""', ''],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"', '"\\/\b\f\n\r\té'],
    ['"\\ud83d\\ude00"', '😀'],
    ['"😀\u2028\u007f"', '😀\u2028\u007f'],
    ['"\\\\u0000"', '\\u0000'],
    ['[]', []],
    ['{}', {}],
    [' \t\r\n[ 1 , 2 ]\n', [1, 2]],
    ['{"a":{"a":1},"b":[{"a":1},{"a":2}]}', { a: { a: 1 }, b: [{ a: 1 }, { a: 2 }] }],
    ['{"":1,"a/b":2,"constructor":3,"toString":4}', { '': 1, 'a/b': 2, constructor: 3, toString: 4 }],
    ['{"a":"a","b":"b,{[:"}', { a: 'a', b: 'b,{[:' }],
    ['["__proto__"]', ['__proto__']],
  ])('reads %s', (text, value) => {
    expect(readIJson(text)).toEqual({ value });
  });

  it.each([
    ['a repeated key', '{"a":1,"a":2}', 'duplicate_key', '/a'],
    ['a key that is repeated by an escape', '{"a":1,"\\u0061":2}', 'duplicate_key', '/a'],
    ['a key that is repeated further on', '{"a":{"b":1},"c":[{"b":1,"d":{},"b":3}]}', 'duplicate_key', '/c/0/b'],
    ['an empty key twice', '{"":1,"":1}', 'duplicate_key', '/'],
    ['__proto__', '{"a":{"__proto__":{}}}', 'forbidden_key', '/a/__proto__'],
    ['__proto__ behind an escape', '{"\\u005f_proto__":1}', 'forbidden_key', '/__proto__'],
    ['a lone high surrogate', '["a","\\ud800"]', 'surrogate', '/1'],
    ['a lone low surrogate', '{"x":"\\udc00b"}', 'surrogate', '/x'],
    ['a pair in the wrong order', '"\\udc00\\ud800"', 'surrogate', ''],
    ['a lone surrogate in a key', '{"\\ud800":1}', 'surrogate', '/\ud800'],
    ['a lone surrogate that is not escaped', '"\ud800"', 'surrogate', ''],
    ['U+0000 in a value', '{"a":["\\u0000"]}', 'nul', '/a/0'],
    ['U+0000 in a key', '{"a\\u0000":1}', 'nul', '/a\0'],
    ['a number beyond a double', '[1e999]', 'number', '/0'],
    ['a negative number beyond a double', '{"a":-1e999}', 'number', '/a'],
    ['2^53 + 1', '{"a":[0,9007199254740993]}', 'number', '/a/1'],
    ['an integer of a thousand digits', '9'.repeat(1000), 'number', ''],
    ['a key with a slash and a tilde', '{"a/b~c":{"x":1,"x":1}}', 'duplicate_key', '/a~1b~0c/x'],
    ['lists one too deep', lists(DEEPEST + 1), 'depth', '/0'.repeat(DEEPEST)],
    ['objects one too deep', objects(DEEPEST + 1), 'depth', '/a'.repeat(DEEPEST)],
    ['20,000 levels', lists(20_000), 'depth', '/0'.repeat(DEEPEST)],
    ['a million opened lists', '['.repeat(1_000_000), 'depth', '/0'.repeat(DEEPEST)],
    ['a million opened objects', '{"a":'.repeat(1_000_000), 'depth', '/a'.repeat(DEEPEST)],
  ])('refuses %s and says where', (_, text, code, pointer) => {
    expect(readIJson(text)).toEqual({ fault: { code, pointer, message: expect.any(String) } });
  });

  it(`reads ${DEEPEST} levels`, () => {
    expect(readIJson(lists(DEEPEST))).toHaveProperty('value');
    expect(readIJson(objects(DEEPEST))).toHaveProperty('value');
  });

  it.each([
    ['', 'ends too early, after 0 characters'],
    ['  ', 'ends too early, after 2 characters'],
    ['{"a":', 'ends too early, after 5 characters'],
    ['"abc', 'ends too early, after 4 characters'],
    ['[1,2', 'ends too early, after 4 characters'],
    ['{"a":1}}', 'has an unexpected character in line 1, column 8'],
    ['{"a":1,}', 'has an unexpected character in line 1, column 8'],
    ['{\n  "a": 1\n  "b": 2\n}', 'has an unexpected character in line 3, column 3'],
    ["{'a':1}", 'has an unexpected character in line 1, column 2'],
    ['{} {}', 'has an unexpected character in line 1, column 4'],
    ['01', 'has an unexpected character in line 1, column 2'],
    ['"a\nb"', 'has an unexpected character in line 1, column 3'],
    ['"\\x"', 'has an unexpected character in line 1, column 3'],
    ['[1,]', 'is not JSON'],
    ['}{', 'is not JSON'],
    ['undefined', 'is not JSON'],
    ['NaN', 'is not JSON'],
    ['\ufeff{}', 'is not JSON'],
    ['/* */ 1', 'is not JSON'],
    ['tru', 'ends too early, after 3 characters'],
    ['at position 1', 'is not JSON'],
  ])('says what keeps %j from being JSON', (text, message) => {
    expect(readIJson(text)).toEqual({ fault: { pointer: '', code: 'syntax', message } });
  });

  it.each([['{"password":"hunter2",,}'], ['{"password":"hunter2"'], ['hunter2'], ['["hunter2\\u0000"]'], ['{"a":"hunter2","a":"hunter2"}']])(
    'does not quote %s in its fault',
    (text) => {
      expect(JSON.stringify(readIJson(text))).not.toContain('hunter2');
    },
  );

  it('agrees with JSON.parse on what JSON.stringify writes', () => {
    const random = seeded(20_261_121);
    for (let round = 0; round < 3000; round += 1) {
      const text = JSON.stringify(anyValue(random, 0), null, round % 3);
      expect(readIJson(text)).toEqual({ value: JSON.parse(text) });
    }
  });

  it('agrees with JSON.parse on which broken texts are no JSON', () => {
    const random = seeded(7);
    for (let round = 0; round < 3000; round += 1) {
      const text = JSON.stringify(anyValue(random, 0));
      const at = Math.floor(random() * text.length);
      const broken = text.slice(0, at) + '{}[]",:\\0ex- '.charAt(Math.floor(random() * 14)) + text.slice(at + Math.floor(random() * 2));
      const read = readIJson(broken);
      const isSyntax = 'fault' in read && read.fault.code === 'syntax';
      expect([broken, isSyntax]).toEqual([broken, !parses(broken)]);
    }
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Random numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TEXTS = ['', 'a', 'title', '€', '😀', '"', '\\', '\\"', '\n\t', '{[,:]}', 'é/~', '\u2028', '-1', 'null'];

function anyValue(random: () => number, depth: number): unknown {
  const text = () => Array.from({ length: Math.floor(random() * 3) }, () => TEXTS[Math.floor(random() * TEXTS.length)]).join('');
  const size = Math.floor(random() * 4);
  switch (Math.floor(random() * (depth < 5 ? 8 : 5))) {
    case 0:
      return null;
    case 1:
      return random() < 0.5;
    case 2:
      return Math.floor((random() - 0.5) * 2 ** 53);
    case 3:
      return (random() - 0.5) * 10 ** Math.floor(random() * 20 - 10);
    case 4:
      return text();
    case 5:
    case 6:
      return Object.fromEntries(Array.from({ length: size }, () => [text(), anyValue(random, depth + 1)]));
    default:
      return Array.from({ length: size }, () => anyValue(random, depth + 1));
  }
}
