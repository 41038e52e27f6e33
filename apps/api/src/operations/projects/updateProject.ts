import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const updateProject = ({ transact }: Deps): ApiHandlers['updateProject'] =>
  async ({ principal, params, body, ifMatch, fail }) =>
    transact(async (store) => {
      const row = await store.projects.update(principal, params.project_id, body, guard(ifMatch, presentProject));
      if (!row) throw fail('project_not_found');

      const project = presentProject(row);
      await store.events.emit(principal, 'project.updated', project);
      return { status: 200, body: project };
    });
