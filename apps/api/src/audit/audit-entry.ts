import type { components } from '@plumbline/contract';
import type { Principal } from '../accounts/authenticate.ts';

type Entry = components['schemas']['AuditEntry'];
export type AuditAction = Entry['action'];

/** What the store keeps of an entry; it adds the id and the moment. */
export type NewAuditEntry = Omit<Entry, 'id' | 'created_at'>;

/** Who does something, as a handler's call has it. */
interface By {
  principal: Pick<Principal, 'keyId' | 'userId'>;
  requestId: string;
  address: string;
}

/** Properties whose value is for nobody to read. */
const SECRET = new Set(['password', 'secret']);

/**
 * Writes down what a request did. It is appended in the transaction that does it, so that neither is there without the other.
 *
 * @param changes the properties as they became, or null when the object is gone; secrets are named, not shown
 */
export function auditEntry({ principal, requestId, address }: By, action: AuditAction, targetId: string, changes: object | null): NewAuditEntry {
  return {
    action,
    actor_type: 'key',
    actor_id: principal.keyId,
    user_id: principal.userId,
    ...target(action, targetId, changes),
    request_id: requestId,
    address,
  };
}

/** The same for what the operator does on the command line. */
export function operatorEntry(action: AuditAction, targetId: string, changes: object | null): NewAuditEntry {
  return { action, actor_type: 'operator', actor_id: null, user_id: null, ...target(action, targetId, changes), request_id: null, address: null };
}

/** The same for what the server does by itself. */
export function systemEntry(action: AuditAction, targetId: string, changes: object | null): NewAuditEntry {
  return { ...operatorEntry(action, targetId, changes), actor_type: 'system' };
}

function target(action: AuditAction, targetId: string, changes: object | null) {
  const [type] = action.split('.') as [Entry['target_type']]; // Every action begins with what it is done to.
  return { target_type: type, target_id: targetId, changes: changes && redacted(changes) };
}

function redacted(changes: object): Record<string, unknown> {
  const shown = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(shown.map(([name, value]) => [name, SECRET.has(name) ? '(secret)' : value]));
}
