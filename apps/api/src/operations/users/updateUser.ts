import { hashPassword } from '../../accounts/password.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { EMAIL_TAKEN } from './email-taken.ts';
import { presentUser } from './present-user.ts';

export const updateUser = ({ store }: Deps): ApiHandlers['updateUser'] =>
  async ({ principal, params, body, fail }) => {
    const { password, ...visible } = body;
    const secret = password === undefined ? {} : { password_hash: await hashPassword(password) };

    const user = await store.users.update(principal, params.user_id, { ...visible, ...secret });
    if (user === 'email_taken') throw fail('email_taken', EMAIL_TAKEN);
    if (!user) throw fail('user_not_found');

    return { status: 200, body: presentUser(user) };
  };
