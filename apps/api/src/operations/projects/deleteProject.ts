import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentKey } from '../keys/present-key.ts';
import { presentResource } from '../resources/present-resource.ts';
import { presentProject } from './present-project.ts';

export const deleteProject = ({ transact }: Deps): ApiHandlers['deleteProject'] =>
  async ({ params, ifMatch, fail, ...call }) =>
    transact(async (store) => {
      const { principal } = call;
      // Held first, so that nothing is made in it meanwhile whose end nobody hears of.
      await store.projects.lock(principal, params.project_id);
      const resources = await store.resources.removeOfProject(principal, params.project_id);
      const project = await store.projects.remove(principal, params.project_id, guard(ifMatch, presentProject));
      if (!project) throw fail('project_not_found');

      const keys = await store.keys.revokeOfProject(principal, project.id);
      for (const key of keys) await store.audit.append(principal, auditEntry(call, 'key.revoked', key.id, null));
      await store.events.emitEach(principal, 'key.revoked', keys.map(presentKey));
      await store.events.emitEach(principal, 'resource.deleted', resources.map(presentResource));
      await store.events.emit(principal, 'project.deleted', presentProject(project));
      return { status: 204 };
    });
