import { describe, expect, it } from 'vitest';
import { checkScopes } from './scopes.ts';

const caller = (...scopes: string[]) => ({ scopes, limitKey: null, plan: 'small', limit: null, wholeAccount: true });

describe('checkScopes', () => {
  it.each([
    [[], []],
    [['a:read'], ['a:read']],
    [['a:read', 'b:write'], ['b:write', 'c:read', 'a:read']],
  ])('lets pass who needs %j and has %j', (needed, granted) => {
    expect(() => checkScopes(needed, caller(...granted))).not.toThrow();
  });

  it('names the scope that is missing, and in the challenge every scope that is needed', () => {
    expect(() => checkScopes(['a:read', 'b:write'], caller('a:read'))).toThrow(
      expect.objectContaining({
        code: 'insufficient_scope',
        message: 'This operation needs the scope `b:write`, which the key does not have.',
        headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="a:read b:write"' },
      }),
    );
  });

  it('does not take a part of a name for the name', () => {
    expect(() => checkScopes(['a:write'], caller('a:writer', 'a', 'a:*'))).toThrow(expect.objectContaining({ code: 'insufficient_scope' }));
  });
});
