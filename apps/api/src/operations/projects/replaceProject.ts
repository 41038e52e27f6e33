import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const replaceProject = ({ store }: Deps): ApiHandlers['replaceProject'] =>
  async ({ principal, params, body, fail }) => {
    const { name, description, region, status } = body;
    const project = await store.projects.update(principal, params.project_id, { name, description, region, status });
    if (!project) throw fail('project_not_found');

    return { status: 200, body: presentProject(project) };
  };
