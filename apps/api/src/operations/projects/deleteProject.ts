import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const deleteProject = ({ transact }: Deps): ApiHandlers['deleteProject'] =>
  async ({ params, ifMatch, fail, ...call }) =>
    transact(async (store) => {
      const { principal } = call;
      const project = await store.projects.remove(principal, params.project_id, guard(ifMatch, presentProject));
      if (!project) throw fail('project_not_found');

      for (const key of await store.keys.revokeOfProject(principal, project.id)) {
        await store.audit.append(principal, auditEntry(call, 'key.revoked', key.id, null));
      }
      return { status: 204 };
    });
