import { contract } from '@plumbline/contract';
import { hashPassword } from '../../accounts/password.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { EMAIL_TAKEN } from './email-taken.ts';
import { presentUser } from './present-user.ts';

export const createUser = ({ store }: Deps): ApiHandlers['createUser'] =>
  async ({ principal, body, fail }) => {
    const { name, email, password } = body;
    const user = await store.users.insert(principal, { name, email, password_hash: await hashPassword(password) });
    if (user === 'email_taken') throw fail('email_taken', EMAIL_TAKEN);

    return {
      status: 201,
      headers: { Location: `${contract.basePath}/users/${user.id}` },
      body: presentUser(user),
    };
  };
