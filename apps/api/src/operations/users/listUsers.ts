import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentUser } from './present-user.ts';

export const listUsers = ({ store }: Deps): ApiHandlers['listUsers'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.users.list(principal, list);

    return { status: 200, page: { items: rows.map(presentUser), ...place } };
  };
