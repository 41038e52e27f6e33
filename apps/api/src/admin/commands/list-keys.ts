import type { ApiKeyRow } from '../../store/schema.ts';
import { createStore } from '../../store/store.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';
import { readId, required } from '../values.ts';

const HEADINGS = ['key', 'environment', 'state', 'begins with', 'project', 'scopes', 'addresses', 'limit', 'last use', 'name'];

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

      const keys = await store.keys.listOfAccount(accountId);

      return {
        json: { keys },
        text: keys.length ? table(HEADINGS, keys.map((key) => cellsOf(key, now))) : `${accountId} has no keys; create-key makes one.`,
      };
    };
  },
};

function cellsOf(key: ApiKeyRow, now: Date): string[] {
  return [
    key.id,
    key.environment,
    stateOf(key, now),
    key.prefix,
    key.project_id ?? 'all',
    key.scopes.join(','),
    key.allowed_addresses.join(',') || 'all',
    key.rate_limit?.toString() ?? 'usual',
    key.last_used_at?.toISOString() ?? 'never',
    key.name,
  ];
}

function stateOf({ revoked_at, expires_at }: ApiKeyRow, now: Date): string {
  if (revoked_at) return `revoked ${revoked_at.toISOString()}`;
  if (!expires_at) return 'good';

  return `${expires_at <= now ? 'expired' : 'expires'} ${expires_at.toISOString()}`;
}
