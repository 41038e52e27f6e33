import { hashPassword } from '../../accounts/password.ts';
import { auditEntry } from '../../audit/audit-entry.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { EMAIL_TAKEN } from './email-taken.ts';
import { presentUser } from './present-user.ts';

export const createUser = ({ transact }: Deps): ApiHandlers['createUser'] =>
  async ({ body, aside, fail, ...call }) => {
    const { name, email, password } = body;
    const password_hash = await aside(() => hashPassword(password));

    return transact(async (store) => {
      const user = await store.users.insert(call.principal, { name, email, password_hash });
      if (user === 'email_taken') throw fail('email_taken', EMAIL_TAKEN);

      const shown = presentUser(user);
      await store.audit.append(call.principal, auditEntry(call, 'user.created', user.id, body));
      await store.events.emit(call.principal, 'user.created', shown);
      return {
        status: 201,
        headers: { Location: `${call.basePath}/users/${user.id}` },
        body: shown,
      };
    });
  };
