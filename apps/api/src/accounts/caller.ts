import type { Principal as KitPrincipal } from '@plumbline/server';
import type { Principal } from './authenticate.ts';

/** Who calls, by which key the calls are counted, and whether the key is one for the whole account. */
export type Caller = Principal & KitPrincipal;

/** Says of a principal what the kit asks: live calls are counted by their key, calls to the sandbox by none. */
export function asCaller(principal: Principal): Caller {
  return {
    ...principal,
    limitKey: principal.environment === 'live' ? principal.keyId : null,
    wholeAccount: principal.projectId === null,
  };
}
