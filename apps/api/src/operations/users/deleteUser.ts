import type { ApiHandlers, Deps } from '../handlers.ts';

export const deleteUser = ({ store }: Deps): ApiHandlers['deleteUser'] =>
  async ({ principal, params, fail }) => {
    const user = await store.users.remove(principal, params.user_id);
    if (!user) throw fail('user_not_found');

    return { status: 204 };
  };
