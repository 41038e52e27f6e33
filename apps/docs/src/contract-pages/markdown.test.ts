import { describe, expect, it } from 'vitest';
import { anchorOf, block, code, plain, prose, table, textOf, value } from './markdown.ts';

describe('code', () => {
  it.each([
    ['project_id', '`project_id`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    [' x ', '`  x  `'],
    ['a\nb', '`a b`'],
    ['{id} <b> *x*', '`{id} <b> *x*`'],
  ])('writes %j as %s', (text, want) => expect(code(text)).toBe(want));
});

describe('value', () => {
  it.each([
    ['text', '`text`'],
    [null, '`null`'],
    [1000, '`1000`'],
    [['a'], '`["a"]`'],
  ])('writes %j as %s', (json, want) => expect(value(json)).toBe(want));
});

describe('prose', () => {
  it.each([
    ['Markdown', 'The *first* `a<b` of [all](https://notes.example).', 'The *first* `a<b` of [all](https://notes.example).'],
    ['an address in angle brackets', 'See <https://notes.example/a>.', 'See <https://notes.example/a>.'],
    ['what looks like HTML', 'Between <min> and <b>max</b>.', String.raw`Between \<min> and \<b>max\</b>.`],
  ])('keeps or escapes %s', (_, given, want) => expect(prose(given)).toBe(want));
});

describe('table', () => {
  it.each([
    ['nothing without rows', [], ''],
    ['bars, in code too', [['a|b', '`c|d`']], '| A | B |\n| --- | --- |\n| a\\|b | `c\\|d` |'],
    ['lines', [['one\n  two', '']], '| A | B |\n| --- | --- |\n| one two |  |'],
  ])('writes %s', (_, rows, want) => expect(table(['A', 'B'], rows)).toBe(want));
});

it('fences text that has fences', () => {
  expect(block('md', '```\ntext\n```\n')).toBe('````md\n```\ntext\n```\n````');
});

it.each([
  ['a_b', 'a_b'],
  ['_a_', String.raw`\_a\_`],
  ['[a] *b* <c>', String.raw`\[a\] \*b\* \<c\>`],
])('writes %j so that nothing in it is markup', (text, want) => expect(plain(text)).toBe(want));

it('takes markup out of text', () => {
  expect(textOf('The **first** [`a_b`](/docs/x/)\nis \\<c>.')).toBe('The first a_b is <c>.');
});

it.each([
  ['`projects:read`', 'projectsread'],
  ['`project_not_found`', 'project_not_found'],
  ['What the headers say', 'what-the-headers-say'],
  ['`kind`: `run`', 'kind-run'],
])('names the anchor of %s', (heading, want) => expect(anchorOf(heading)).toBe(want));
