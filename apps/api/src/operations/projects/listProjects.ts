import type { ApiHandlers, Deps } from '../handlers.ts';
import { pageMeta } from '../page-meta.ts';
import { presentProject } from './present-project.ts';

export const listProjects = ({ store }: Deps): ApiHandlers['listProjects'] =>
  async ({ principal, query }) => {
    const { page, per_page, status } = query;
    const { rows, total } = await store.projects.list(principal, { page, perPage: per_page, status });

    return { status: 200, body: { data: rows.map(presentProject), meta: pageMeta(query, total) } };
  };
