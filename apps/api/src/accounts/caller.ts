import type { Principal as KitPrincipal } from '@plumbline/server';
import type { Principal } from './authenticate.ts';

/** Who calls, and by which key the calls are counted: live calls by theirs, calls to the sandbox by none. */
export type Caller = Principal & KitPrincipal;

/** Says by which key a principal's calls are counted, and that a key is good for its whole account. */
export function asCaller(principal: Principal): Caller {
  return { ...principal, limitKey: principal.environment === 'live' ? principal.keyId : null, limit: null, wholeAccount: true };
}
