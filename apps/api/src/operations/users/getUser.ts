import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentUser } from './present-user.ts';

export const getUser = ({ store }: Deps): ApiHandlers['getUser'] =>
  async ({ principal, params, fail }) => {
    const user = await store.users.find(principal, params.user_id);
    if (!user) throw fail('user_not_found');

    return { status: 200, body: presentUser(user) };
  };
