import type { ContractDocument } from '../contract-document.ts';
import type { Account } from './account.ts';
import { exampleValue } from './examples.ts';
import type { Bench } from './maker.ts';

/** Makes the contract's example project once more, by a request: the one in the sandbox has neither an event nor a line in the log. */
export async function makeProject(document: ContractDocument, account: Account, stand: Bench['stand']): Promise<void> {
  const { id, name, description, region } = exampleValue(document, 'Project');
  const made = await account.send<{ id: string }>('POST', '/projects', { name, description, region });
  stand(String(id), made.id);
}
