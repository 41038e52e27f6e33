import { expect, it } from 'vitest';
import { seldom } from './seldom.ts';

it('says something at most once in a while', () => {
  const said: string[] = [];
  let clock = 0;
  const say = seldom(10, (text) => said.push(text), () => clock);

  for (const at of [0, 1, 9, 10, 11, 25]) {
    clock = at;
    say(`at ${at}`);
  }
  expect(said).toEqual(['at 0', 'at 10', 'at 25']);
});
