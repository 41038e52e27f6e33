import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const getProject = ({ store }: Deps): ApiHandlers['getProject'] =>
  async ({ principal, params, fail }) => {
    const project = await store.projects.find(principal, params.project_id);
    if (!project) throw fail('project_not_found');

    return { status: 200, body: presentProject(project) };
  };
