import { contract } from '@plumbline/contract';
import { expect, it } from 'vitest';
import { observations } from './e2e/harness/observed.ts';

const declared = Object.entries(contract.operations).flatMap(([id, { answers }]) =>
  Object.keys(answers).map((status) => `${id} ${status}`),
);

it('every answer that the contract declares was observed by the end-to-end tests', () => {
  const seen = observations();
  expect(declared.filter((answer) => !seen.has(answer))).toEqual([]);
});

it('no answer was observed that the contract does not declare', () => {
  expect([...observations()].filter((answer) => !declared.includes(answer))).toEqual([]);
});
