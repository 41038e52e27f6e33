import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const updateProject = ({ store }: Deps): ApiHandlers['updateProject'] =>
  async ({ principal, params, body, ifMatch, fail }) => {
    const project = await store.projects.update(principal, params.project_id, body, guard(ifMatch, presentProject));
    if (!project) throw fail('project_not_found');

    return { status: 200, body: presentProject(project) };
  };
