import { contract } from '@plumbline/contract';
import { describe, expect, it } from 'vitest';
import { fragmentsOf } from './fragments.ts';
import { withFragments } from './with-fragments.ts';

const fragments = { 'plan-table': '| Plan |\n| --- |\n| free |' };

describe('withFragments', () => {
  it.each([
    ['nothing of a guide that asks for nothing', 'A guide.\n', 'A guide.\n'],
    ['the line that asks', 'Plans:\n\n<!-- contract: plan-table -->\n\nMore.', 'Plans:\n\n| Plan |\n| --- |\n| free |\n\nMore.'],
    ['a line of a file with carriage returns', '<!-- contract: plan-table -->\r\nMore.', '| Plan |\n| --- |\n| free |\nMore.'],
    ['no other comment', '<!-- contracts end here -->', '<!-- contracts end here -->'],
    ['no line of a fenced block', '```md\n<!-- contract: plan-table -->\n```', '```md\n<!-- contract: plan-table -->\n```'],
    ['no line behind a shorter fence of such a block', '````md\n```\n<!-- contract: plan-table -->\n````', '````md\n```\n<!-- contract: plan-table -->\n````'],
    ['a line behind a fenced block', '```\n```\n<!-- contract: plan-table -->', '```\n```\n| Plan |\n| --- |\n| free |'],
  ])('replaces %s', (_, given, want) => expect(withFragments(given, fragments)).toBe(want));

  it.each([['plans'], ['toString'], ['']])('names a fragment that there is none of: %j', (name) => {
    expect(() => withFragments(`One.\n<!-- contract: ${name} -->`, fragments)).toThrow(`there is no \`${name}\` to put in the place of \`<!-- contract: ${name} -->\`, only plan-table.`);
  });
});

describe('fragmentsOf', () => {
  const made = fragmentsOf(contract);

  it('has the numbers of every plan', () => {
    expect(made['plan-table']).toBe(
      ['| Plan | Requests an hour | Requests a second |', '| --- | --- | --- |', '| free | 100 | 100 |', '| pro | 1,000 | 100 |', '| enterprise | 10,000 | 100 |'].join('\n'),
    );
  });

  it.each([
    ['error-table', Object.keys(contract.errors)],
    ['scope-table', Object.keys(contract.scopes)],
    ['event-table', contract.events],
    ['idempotent-operations', Object.entries(contract.operations).flatMap(([id, { idempotency }]) => (idempotency ? [id] : []))],
    ['list-operations', Object.entries(contract.operations).flatMap(([id, { list }]) => (list ? [id] : []))],
  ])('has a row of %s for each that there is', (name, wanted) => {
    const rows = (made[name] ?? '').split('\n').slice(2);
    expect(rows.map((row) => /^\| \[`([^`]+)`\]/.exec(row)?.[1]).toSorted()).toEqual([...wanted].toSorted());
  });
});
