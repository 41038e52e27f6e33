import { grantChange, isWithin } from '../../accounts/grant.ts';
import { keyFaults } from '../../accounts/key-faults.ts';
import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { granted, STRONGER, wellFormed } from './key-refusals.ts';
import { presentKey } from './present-key.ts';

export const updateKey = ({ transact }: Deps): ApiHandlers['updateKey'] =>
  async ({ params, body, ifMatch, fail, ...call }) => {
    const { principal } = call;
    wellFormed(keyFaults(body, new Date()), fail);
    const { name } = body;
    const changes = { ...(name !== undefined && { name }), ...granted(grantChange(principal, body), fail) };
    const unseen = guard(ifMatch, presentKey);

    return transact(async (store) => {
      const key = await store.keys.update(principal, params.key_id, changes, (row) => {
        if (!isWithin(principal, row)) throw fail('grant_exceeded', STRONGER);
        unseen?.(row);
      });
      if (!key) throw fail('key_not_found');

      const shown = presentKey(key);
      await store.audit.append(principal, auditEntry(call, 'key.updated', key.id, body));
      await store.events.emit(principal, 'key.updated', shown);
      return { status: 200, body: shown };
    });
  };
