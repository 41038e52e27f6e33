import type { OperationEntry } from '../contract.ts';
import { fail } from '../failure.ts';
import type { Principal } from '../seams.ts';

/**
 * Refuses a credential that is bound to a part of the account where the contract asks for the whole (`x-access`).
 *
 * @throws Failure `account_key_required`
 */
export function checkAccess(access: OperationEntry['access'], { wholeAccount }: Principal): void {
  if (access === 'any' || wholeAccount) return;
  throw fail('account_key_required', {
    message: 'This operation is for keys of the whole account, and this key is bound to a project: use a key without one.',
  });
}
