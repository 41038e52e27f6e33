import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentProject } from './present-project.ts';

export const listProjects = ({ store }: Deps): ApiHandlers['listProjects'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.projects.list(principal, list);

    return { status: 200, page: { items: rows.map(presentProject), ...place } };
  };
