import type { ApiHandlers, Deps } from '../handlers.ts';

export const deleteProject = ({ store }: Deps): ApiHandlers['deleteProject'] =>
  async ({ principal, params, fail }) => {
    const project = await store.projects.remove(principal, params.project_id);
    if (!project) throw fail('project_not_found');

    return { status: 204 };
  };
