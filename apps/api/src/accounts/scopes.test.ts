import { contract } from '@plumbline/contract';
import { expect, it } from 'vitest';
import { SCOPES } from './scopes.ts';

it('every scope that there is can be asked of a key, and no other', () => {
  expect(contract.document.components.schemas.ScopeName.enum.toSorted()).toEqual(SCOPES.toSorted());
});
