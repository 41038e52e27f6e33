import { hashPassword } from '../../accounts/password.ts';
import { auditEntry } from '../../audit/audit-entry.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { EMAIL_TAKEN } from './email-taken.ts';
import { presentUser } from './present-user.ts';

export const updateUser = ({ transact }: Deps): ApiHandlers['updateUser'] =>
  async ({ params, body, ifMatch, aside, fail, ...call }) => {
    const { password, ...visible } = body;
    const secret = password === undefined ? {} : { password_hash: await aside(() => hashPassword(password)) };

    return transact(async (store) => {
      const changes = { ...visible, ...secret };
      const user = await store.users.update(call.principal, params.user_id, changes, guard(ifMatch, presentUser));
      if (user === 'email_taken') throw fail('email_taken', EMAIL_TAKEN);
      if (!user) throw fail('user_not_found');

      const shown = presentUser(user);
      await store.audit.append(call.principal, auditEntry(call, 'user.updated', user.id, body));
      await store.events.emit(call.principal, 'user.updated', shown);
      return { status: 200, body: shown };
    });
  };
