import { describe, expect, it } from 'vitest';
import { checkAccess } from './access.ts';

const caller = (wholeAccount: boolean) => ({ scopes: [], limitKey: null, plan: 'small', limit: null, wholeAccount });

describe('checkAccess', () => {
  it.each([
    ['any', true],
    ['any', false],
    ['account', true],
  ] as const)('lets pass to %s a key of which it is %s that it is for the whole account', (access, whole) => {
    expect(() => checkAccess(access, caller(whole))).not.toThrow();
  });

  it('refuses a key of a project where the whole account is asked for', () => {
    expect(() => checkAccess('account', caller(false))).toThrow(expect.objectContaining({ code: 'account_key_required', message: expect.stringContaining('use a key without one') }));
  });
});
