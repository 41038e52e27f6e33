import { isWithin } from '../../accounts/grant.ts';
import { rotateSecret } from '../../accounts/rotate-secret.ts';
import { auditEntry } from '../../audit/audit-entry.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { STRONGER } from './key-refusals.ts';
import { presentKey } from './present-key.ts';

export const rotateKey = ({ transact }: Deps): ApiHandlers['rotateKey'] =>
  async ({ params, body, fail, ...call }) => {
    const { principal } = call;
    const overlapSeconds = body?.overlap_seconds ?? 0;

    return transact(async (store) => {
      const rotation = { overlapSeconds, now: new Date() };
      const rotated = await rotateSecret(store, principal, params.key_id, rotation, (row) => {
        if (!isWithin(principal, row)) throw fail('grant_exceeded', STRONGER);
      });
      if (!rotated) throw fail('key_not_found');

      const shown = presentKey(rotated.row);
      await store.audit.append(principal, auditEntry(call, 'key.rotated', rotated.row.id, { overlap_seconds: overlapSeconds }));
      await store.events.emit(principal, 'key.rotated', shown);
      return { status: 200, body: { ...shown, secret: rotated.key } };
    });
  };
