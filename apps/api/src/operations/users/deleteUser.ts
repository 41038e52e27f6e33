import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentKey } from '../keys/present-key.ts';
import { presentUser } from './present-user.ts';

export const deleteUser = ({ transact }: Deps): ApiHandlers['deleteUser'] =>
  async ({ params, ifMatch, fail, ...call }) =>
    transact(async (store) => {
      const { principal } = call;
      // Held first, so that no key is made for the user meanwhile whose change nobody hears of.
      await store.users.lock(principal, params.user_id);
      const keys = await store.keys.idsOfUser(principal, params.user_id);
      const user = await store.users.remove(principal, params.user_id, guard(ifMatch, presentUser));
      if (!user) throw fail('user_not_found');

      await store.audit.append(principal, auditEntry(call, 'user.deleted', user.id, null));
      await store.events.emit(principal, 'user.deleted', presentUser(user));
      await store.events.emitEach(principal, 'key.updated', (await store.keys.findEach(principal, keys)).map(presentKey));
      return { status: 204 };
    });
