import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentUser } from './present-user.ts';

export const getCurrentUser = ({ store }: Deps): ApiHandlers['getCurrentUser'] =>
  async ({ principal, fail }) => {
    const user = principal.userId === null ? undefined : await store.users.find(principal, principal.userId);
    if (!user) throw fail('user_not_found', { message: 'The user who made this key was deleted.' });

    return { status: 200, body: presentUser(user) };
  };
