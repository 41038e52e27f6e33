import { operatorEntry } from '../../audit/audit-entry.ts';
import { presentKey } from '../../operations/keys/present-key.ts';
import { scopeOf } from '../../store/scope.ts';
import { createStore } from '../../store/store.ts';
import { transaction } from '../../store/transaction.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { readId, required } from '../values.ts';

export const revokeKeyCommand: Command = {
  summary: 'Revoke a key for good; requests with it are refused from then on.',
  options: {
    key: { value: '<key_…>', about: 'the id of the key, not the key itself', isRequired: true },
  },
  example: '--key key_…',

  prepare(given) {
    const id = readId('key', required(given, 'key'), 'key');

    return async (db) => {
      const row = await transaction(db, async (trx) => {
        const store = createStore(trx);
        const before = await store.keys.findById(id);
        const revoked = await store.keys.revokeById(id);
        if (revoked && before?.revoked_at === null) {
          await store.audit.append(scopeOf(revoked), operatorEntry('key.revoked', id, null));
          await store.events.emit(scopeOf(revoked), 'key.revoked', presentKey(revoked));
        }
        return revoked;
      });
      if (!row) throw new Refusal(`There is no key ${id}; list-keys shows those of an account.`);

      return {
        json: { key_id: id, revoked_at: row.revoked_at },
        text: `Revoked key ${id} (${row.name}) of ${row.account_id} as of ${row.revoked_at?.toISOString()}.`,
      };
    };
  },
};
