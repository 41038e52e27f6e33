import { operatorEntry } from '../../audit/audit-entry.ts';
import { scopeOf } from '../../store/scope.ts';
import { createStore } from '../../store/store.ts';
import { transaction } from '../../store/transaction.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { readId, readLimit, required } from '../values.ts';

export const setLimitCommand: Command = {
  summary: "Give one key an hourly limit of its own, in place of its plan's.",
  options: {
    key: { value: '<key_…>', about: 'the id of the key, not the key itself', isRequired: true },
    limit: { value: '<number>', about: "requests an hour, or none for as many as the plan says", isRequired: true },
  },
  example: '--key key_… --limit 5',

  prepare(given) {
    const id = readId('key', required(given, 'key'), 'key');
    const limit = readLimit('limit', required(given, 'limit'));

    return async (db) => {
      const row = await transaction(db, async (trx) => {
        const store = createStore(trx);
        const changed = await store.keys.setLimit(id, limit);
        if (changed) await store.audit.append(scopeOf(changed), operatorEntry('key.updated', id, { rate_limit: limit }));
        return changed;
      });
      if (!row) throw new Refusal(`There is no key ${id} that is not revoked; list-keys shows those of an account.`);

      const what = limit === null ? "its plan's hourly limit" : `a limit of ${limit} ${limit === 1 ? 'request' : 'requests'} an hour`;
      return { json: { key_id: id, limit }, text: `Key ${id} (${row.name}) of ${row.account_id} has ${what} from now on.` };
    };
  },
};
