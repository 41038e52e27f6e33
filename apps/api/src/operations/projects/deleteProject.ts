import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const deleteProject = ({ transact }: Deps): ApiHandlers['deleteProject'] =>
  async ({ principal, params, ifMatch, fail }) =>
    transact(async (store) => {
      const project = await store.projects.remove(principal, params.project_id, guard(ifMatch, presentProject));
      if (!project) throw fail('project_not_found');

      await store.keys.revokeOfProject(principal, project.id);
      return { status: 204 };
    });
