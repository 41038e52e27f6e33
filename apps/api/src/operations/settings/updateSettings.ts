import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentSettings } from './present-settings.ts';

export const updateSettings = ({ transact }: Deps): ApiHandlers['updateSettings'] =>
  async ({ body, ifMatch, ...call }) =>
    transact(async (store) => {
      const settings = await store.settings.update(call.principal, body, guard(ifMatch, presentSettings));
      if (!settings) throw new Error('An account has settings from the moment it is made.');

      await store.audit.append(call.principal, auditEntry(call, 'settings.updated', call.principal.accountId, body));
      return { status: 200, body: presentSettings(settings) };
    });
