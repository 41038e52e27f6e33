import { auditEntry } from '../../audit/audit-entry.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { findEnabled } from './find-enabled.ts';

export const recoverDeliveries = ({ transact }: Deps): ApiHandlers['recoverDeliveries'] =>
  async ({ params, body, fail, ...call }) => {
    const { principal } = call;
    const { since } = body;

    return transact(async (store) => {
      const { id } = await findEnabled(store, principal, params.webhook_id, fail);
      const count = await store.deliveries.recover(principal, id, since);

      await store.audit.append(principal, auditEntry(call, 'webhook.recovered', id, { since, count }));
      return { status: 202, body: { webhook_id: id, count } };
    });
  };
