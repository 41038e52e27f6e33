import { auditEntry } from '../../audit/audit-entry.ts';
import { PROJECT_LABEL } from '../../usage/label-projects.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentKey } from './present-key.ts';

export const deleteKey = ({ transact }: Deps): ApiHandlers['deleteKey'] =>
  async ({ params, ifMatch, label, fail, ...call }) =>
    transact(async (store) => {
      const key = await store.keys.revoke(call.principal, params.key_id, guard(ifMatch, presentKey));
      if (!key) throw fail('key_not_found');

      await store.audit.append(call.principal, auditEntry(call, 'key.revoked', key.id, null));
      await store.events.emit(call.principal, 'key.revoked', presentKey(key));
      if (key.project_id !== null) label(PROJECT_LABEL, key.project_id);
      return { status: 204 };
    });
