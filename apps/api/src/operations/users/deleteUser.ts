import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentUser } from './present-user.ts';

export const deleteUser = ({ transact }: Deps): ApiHandlers['deleteUser'] =>
  async ({ params, ifMatch, fail, ...call }) =>
    transact(async (store) => {
      const user = await store.users.remove(call.principal, params.user_id, guard(ifMatch, presentUser));
      if (!user) throw fail('user_not_found');

      await store.audit.append(call.principal, auditEntry(call, 'user.deleted', user.id, null));
      return { status: 204 };
    });
