import { authenticator } from '../../../src/accounts/authenticate.ts';
import { asCaller } from '../../../src/accounts/caller.ts';
import type { ApiOptions } from '../../../src/app.ts';
import type { Db } from '../../../src/store/schema.ts';

/** What a server takes for the present when it is asked whether a key has ended. */
export interface Clock {
  /** Undefined while it goes with the system's. */
  at: Date | undefined;
}

/** The seam that judges keys by a clock that a test sets. */
export function judgeBy(clock: Clock, db: Db): NonNullable<ApiOptions['seams']> {
  const verify = authenticator({ db, now: () => clock.at ?? new Date() });
  return {
    async authenticate(token, from) {
      const principal = await verify(token, from);
      return principal && asCaller(principal);
    },
  };
}
