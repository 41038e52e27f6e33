import type { ApiHandlers, Deps } from '../handlers.ts';
import { pageMeta } from '../page-meta.ts';
import { presentUser } from './present-user.ts';

export const listUsers = ({ store }: Deps): ApiHandlers['listUsers'] =>
  async ({ principal, query }) => {
    const { page, per_page } = query;
    const { rows, total } = await store.users.list(principal, { page, perPage: per_page });

    return { status: 200, body: { data: rows.map(presentUser), meta: pageMeta(query, total) } };
  };
