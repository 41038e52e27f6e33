import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const replaceProject = ({ transact }: Deps): ApiHandlers['replaceProject'] =>
  async ({ principal, params, body, ifMatch, fail }) => {
    const { name, description, region, status } = body;
    const changes = { name, description, region, status };

    return transact(async (store) => {
      const row = await store.projects.update(principal, params.project_id, changes, guard(ifMatch, presentProject));
      if (!row) throw fail('project_not_found');

      const project = presentProject(row);
      await store.events.emit(principal, 'project.updated', project);
      return { status: 200, body: project };
    });
  };
