import { grantKey } from '../../accounts/grant.ts';
import { issueKey } from '../../accounts/issue-key.ts';
import { keyFaults } from '../../accounts/key-faults.ts';
import { auditEntry } from '../../audit/audit-entry.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { PROJECT_MISSING } from '../projects/project-missing.ts';
import { granted, wellFormed } from './key-refusals.ts';
import { presentKey } from './present-key.ts';

export const createKey = ({ transact }: Deps): ApiHandlers['createKey'] =>
  async ({ body, fail, ...call }) => {
    const { principal } = call;
    wellFormed(keyFaults(body, new Date()), fail);
    const grant = granted(grantKey(principal, body), fail);
    const { projectId = null } = grant;

    return transact(async (store) => {
      // Held until the key is there, so that deleting the project finds it.
      if (projectId !== null && !(await store.projects.hold(principal, projectId))) throw fail('validation_failed', PROJECT_MISSING);

      const { key, row } = await issueKey(store, principal, { name: body.name, userId: principal.userId, ...grant });
      const shown = presentKey(row);

      await store.audit.append(principal, auditEntry(call, 'key.created', row.id, whatIsGranted(shown)));
      await store.events.emit(principal, 'key.created', shown);
      return {
        status: 201,
        headers: { Location: `${call.basePath}/keys/${row.id}` },
        body: { ...shown, secret: key },
      };
    });
  };

function whatIsGranted({ name, project_id, scopes, allowed_addresses, expires_at }: ReturnType<typeof presentKey>) {
  return { name, project_id, scopes, allowed_addresses, expires_at };
}
