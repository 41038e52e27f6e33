import { operatorEntry } from '../../audit/audit-entry.ts';
import { issueKey } from '../../accounts/issue-key.ts';
import { presentKey } from '../../operations/keys/present-key.ts';
import type { Scope } from '../../store/schema.ts';
import { createStore } from '../../store/store.ts';
import type { Store } from '../../store/store.ts';
import { transaction } from '../../store/transaction.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { readAddresses, readChoice, readChoices, readFuture, readId, readName, required } from '../values.ts';

const ENVIRONMENTS = ['live', 'sandbox'] as const;

export const createKeyCommand: Command = {
  summary: 'Make a key for an account.',
  options: {
    account: { value: '<acc_…>', about: 'whose key it is', isRequired: true },
    environment: { value: '<where>', about: `${ENVIRONMENTS.join(' or ')}: which data it sees`, isRequired: true },
    scopes: { value: '<a,b>', about: 'what it allows (default: everything)' },
    project: { value: '<prj_…>', about: 'the only project it sees (default: it sees them all)' },
    addresses: { value: '<a,b>', about: 'the addresses and networks it works from (default: from everywhere)' },
    expires: { value: '<moment>', about: 'a day (2027-01-31, from its start in UTC) or RFC 3339 (default: never)' },
    name: { value: '<text>', about: 'what the key is called (default: Key)' },
    user: { value: '<usr_…>', about: "whom the key speaks for (default: the environment's first user)" },
  },
  example: '--account acc_… --environment sandbox --scopes projects:read,users:read --expires 2027-01-31',

  prepare(given, known) {
    const accountId = readId('account', required(given, 'account'), 'acc');
    const environment = readChoice('environment', required(given, 'environment'), ENVIRONMENTS);
    const projectId = given['project'] === undefined ? null : readId('project', given['project'], 'prj');
    const allowedAddresses = given['addresses'] === undefined ? [] : readAddresses('addresses', given['addresses']);
    const scopes = given['scopes'] === undefined ? known.scopes : readChoices('scopes', given['scopes'], known.scopes);
    const expiresAt = given['expires'] === undefined ? undefined : readFuture('expires', given['expires'], known.now);
    const name = readName('name', given['name'] ?? 'Key');
    const wanted = given['user'] === undefined ? undefined : readId('user', given['user'], 'usr');

    return async (db) => {
      const store = createStore(db);
      const scope = { accountId, environment };
      if (!(await store.accounts.find(accountId))) throw new Refusal(`There is no account ${accountId}; list-accounts shows all.`);

      const userId = await findUser(store, scope, wanted);
      const { key, row } = await transaction(db, async (trx) => {
        const within = createStore(trx);
        // Held until the key is there, so that deleting the project finds it.
        if (projectId !== null && !(await within.projects.hold(scope, projectId))) {
          throw new Refusal(`There is no project ${projectId} in ${environment} of ${accountId}.`);
        }
        const issued = await issueKey(within, scope, { name, userId, scopes, projectId, allowedAddresses, expiresAt });
        const shown = { name, project_id: projectId, scopes, allowed_addresses: allowedAddresses, expires_at: expiresAt ?? null };
        await within.audit.append(scope, operatorEntry('key.created', issued.row.id, shown));
        await within.events.emit(scope, 'key.created', presentKey(issued.row));
        return issued;
      });

      return {
        json: {
          key_id: row.id,
          key,
          account_id: accountId,
          environment,
          project_id: projectId,
          user_id: userId,
          scopes,
          allowed_addresses: allowedAddresses,
          expires_at: expiresAt ?? null,
        },
        text: [
          `Made key ${row.id} (${name}) for ${accountId} in ${environment}.`,
          '',
          `  key        ${key}`,
          `  scopes     ${scopes.join(', ')}`,
          `  project    ${projectId ?? 'all'}`,
          `  addresses  ${allowedAddresses.join(', ') || 'all'}`,
          `  expires    ${expiresAt?.toISOString() ?? 'never'}`,
          `  user       ${userId ?? 'none'}`,
          '',
          'Keep the key now: it is not stored and not shown again.',
        ].join('\n'),
      };
    };
  },
};

async function findUser(store: Store, scope: Scope, wanted: string | undefined): Promise<string | null> {
  if (wanted === undefined) return (await store.users.findOldest(scope))?.id ?? null;

  if (!(await store.users.find(scope, wanted))) throw new Refusal(`There is no user ${wanted} in ${scope.environment} of ${scope.accountId}.`);
  return wanted;
}
