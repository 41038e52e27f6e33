import { contract } from '@plumbline/contract';
import type { Examples } from './examples.ts';

/** The contract's example objects: what every sandbox starts with. */
export function contractExamples(): Examples {
  const { UserList, ProjectList, ResourceList } = contract.document.components.examples;
  // JSON's types have `region: string`; the linter has checked the examples against their schemas.
  return { users: UserList.value.data, projects: ProjectList.value.data, resources: ResourceList.value.data } as Examples;
}
