import { expect, it } from 'vitest';
import { auditEntry, operatorEntry } from './audit-entry.ts';

const BY = { principal: { keyId: 'key_1', userId: 'usr_1' }, requestId: 'req_1', address: '203.0.113.7' };

it('says who did what, by which request and from where', () => {
  expect(auditEntry(BY, 'settings.updated', 'acc_1', { name: 'Acme' })).toEqual({
    action: 'settings.updated',
    actor_type: 'key',
    actor_id: 'key_1',
    user_id: 'usr_1',
    target_type: 'settings',
    target_id: 'acc_1',
    changes: { name: 'Acme' },
    request_id: 'req_1',
    address: '203.0.113.7',
  });
});

it('names a secret and does not show it, and leaves out what was not given', () => {
  const entry = auditEntry(BY, 'user.updated', 'usr_2', { name: 'Ada', password: 'correct horse', email: undefined });

  expect(entry.changes).toEqual({ name: 'Ada', password: '(secret)' });
  expect(JSON.stringify(entry)).not.toContain('horse');
});

it('knows the operator by neither key nor request', () => {
  expect(operatorEntry('key.revoked', 'key_2', null)).toMatchObject({ actor_type: 'operator', actor_id: null, request_id: null, target_type: 'key', changes: null });
});
