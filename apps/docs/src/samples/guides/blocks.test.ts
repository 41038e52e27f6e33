import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { withOutputs } from './page.ts';

const PAGE = `---
title: A page
---

## Call

\`\`\`sh run title="a call"
curl x
\`\`\`

That prints:

\`\`\`json output
{ "a": 1 }
\`\`\`

1. In a list:

   ~~~ts run fails
   throw 1;

   ~~~

   \`\`\`text output
   \`\`\`

\`\`\`ts check
const a = 1;
\`\`\`

\`\`\`ts
shown only
\`\`\`
`;

describe('blocksOf', () => {
  it('finds what is run and what is checked, with the line of the page, and what it prints', () => {
    const found = blocksOf(PAGE, 'a.md');
    expect(found).toMatchObject([
      { language: 'curl', code: 'curl x\n', line: 8, isRun: true, fails: false, output: { kind: 'json', text: '{ "a": 1 }', line: 14, indent: '' } },
      { language: 'typescript', code: 'throw 1;\n\n', line: 20, isRun: true, fails: true, output: { kind: 'text', text: '', indent: '   ' } },
      { language: 'typescript', code: 'const a = 1;\n', line: 28, isRun: false, fails: false },
    ]);
    expect(found).toHaveLength(3);
  });

  it.each([
    ['an output of nothing', '```json output\n```\n', 'a.md:1: this is the output of no block that is run.'],
    ['an output of what is only checked', '```ts check\n```\n\n```json output\n```\n', 'a.md:4: this is the output of no block'],
    ['a second output', '```sh run\n```\n```text output\n```\n```text output\n```\n', 'a.md:5: this is the output of no block'],
    ['a language that nobody can run', '```ruby run\n```\n', 'a.md:1: nobody knows how to run "ruby". There are sh, ts.'],
    ['an output of another kind', '```sh run\n```\n```yaml output\n```\n', 'a.md:3: an output is "json output" or "text output"'],
    ['a mark that says too little', '```sh fails\n```\n', 'a.md:1: "fails" says neither run nor check.'],
  ])('refuses %s', (_name, markdown, message) => {
    expect(() => blocksOf(markdown, 'a.md')).toThrow(message);
  });
});

describe('withOutputs', () => {
  it('writes what was printed into the page, and changes nothing else', () => {
    const [one, two] = blocksOf(PAGE, 'a.md');
    const written = withOutputs(PAGE, [...(one ? [{ block: one, output: '{\n  "b": 2\n}' }] : []), ...(two ? [{ block: two, output: 'first\n\nthird' }] : [])]);

    expect(written).toBe(PAGE.replace('{ "a": 1 }', '{\n  "b": 2\n}').replace('text output\n', 'text output\n   first\n\n   third\n'));
    expect(blocksOf(written, 'a.md').map(({ output }) => output?.text)).toEqual(['{\n  "b": 2\n}', 'first\n\nthird', undefined]);
  });
});
