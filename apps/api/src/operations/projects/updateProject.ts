import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const updateProject = ({ store }: Deps): ApiHandlers['updateProject'] =>
  async ({ principal, params, body, fail }) => {
    const project = await store.projects.update(principal, params.project_id, body);
    if (!project) throw fail('project_not_found');

    return { status: 200, body: presentProject(project) };
  };
