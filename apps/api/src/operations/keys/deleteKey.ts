import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentKey } from './present-key.ts';

export const deleteKey = ({ transact }: Deps): ApiHandlers['deleteKey'] =>
  async ({ params, ifMatch, fail, ...call }) =>
    transact(async (store) => {
      const key = await store.keys.revoke(call.principal, params.key_id, guard(ifMatch, presentKey));
      if (!key) throw fail('key_not_found');

      await store.audit.append(call.principal, auditEntry(call, 'key.revoked', key.id, null));
      return { status: 204 };
    });
