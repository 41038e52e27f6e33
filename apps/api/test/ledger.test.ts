import { expect, it } from 'vitest';
import { observations } from './e2e/harness/observed.ts';
import { ALL_OPERATIONS } from './e2e/harness/versions.ts';

const declared = ALL_OPERATIONS.flatMap(({ version, operationId, title }) =>
  Object.keys(version.contract.operations[operationId].answers).map((status) => `${title} ${status}`),
);

it('every answer that the contract declares was observed by the end-to-end tests', () => {
  const seen = observations();
  expect(declared.filter((answer) => !seen.has(answer))).toEqual([]);
});

it('no answer was observed that the contract does not declare', () => {
  expect([...observations()].filter((answer) => !declared.includes(answer))).toEqual([]);
});
