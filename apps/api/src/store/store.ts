import { accountStore } from './accounts.ts';
import { incidentStore } from './incidents.ts';
import { keyStore } from './keys.ts';
import { projectStore } from './projects.ts';
import type { Db } from './schema.ts';
import { userStore } from './users.ts';

export type Store = ReturnType<typeof createStore>;

/** Everything that is kept, on the whole database or, given one, inside a transaction. */
export function createStore(db: Db) {
  return {
    accounts: accountStore(db),
    users: userStore(db),
    projects: projectStore(db),
    keys: keyStore(db),
    incidents: incidentStore(db),
  };
}
