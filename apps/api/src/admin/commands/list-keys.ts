import type { ApiKeyRow } from '../../store/schema.ts';
import { createStore } from '../../store/store.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';
import { readId, required } from '../values.ts';

export const listKeysCommand: Command = {
  summary: 'List the keys of an account, without the keys themselves.',
  options: {
    account: { value: '<acc_…>', about: 'whose keys', isRequired: true },
  },
  example: '--account acc_…',

  prepare(given, { now }) {
    const accountId = readId('account', required(given, 'account'), 'acc');

    return async (db) => {
      const store = createStore(db);
      if (!(await store.accounts.find(accountId))) throw new Refusal(`There is no account ${accountId}; list-accounts shows all.`);

      const keys = await store.keys.list(accountId);
      const rows = keys.map((key) => [key.id, key.environment, stateOf(key, now), key.scopes.join(','), key.name]);

      return {
        json: { keys },
        text: rows.length ? table(['key', 'environment', 'state', 'scopes', 'name'], rows) : `${accountId} has no keys; create-key makes one.`,
      };
    };
  },
};

function stateOf({ revoked_at, expires_at }: ApiKeyRow, now: Date): string {
  if (revoked_at) return `revoked ${revoked_at.toISOString()}`;
  if (!expires_at) return 'good';

  return `${expires_at <= now ? 'expired' : 'expires'} ${expires_at.toISOString()}`;
}
