import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const replaceProject = ({ store }: Deps): ApiHandlers['replaceProject'] =>
  async ({ principal, params, body, ifMatch, fail }) => {
    const { name, description, region, status } = body;
    const changes = { name, description, region, status };
    const project = await store.projects.update(principal, params.project_id, changes, guard(ifMatch, presentProject));
    if (!project) throw fail('project_not_found');

    return { status: 200, body: presentProject(project) };
  };
