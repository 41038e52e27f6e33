import { contract } from '@plumbline/contract';
import { makeKey } from '../../../src/accounts/api-key.ts';
import { contractExamples } from '../../../src/seed/contract-examples.ts';
import { keySecretStore } from '../../../src/store/key-secrets.ts';
import type { Db, Scope } from '../../../src/store/schema.ts';
import { createStore } from '../../../src/store/store.ts';
import { columnsOf } from '../../../src/store/scope.ts';
import { showBackground } from './example-background.ts';
import type { Version } from './versions.ts';

const { KeyList, Settings, AuditList, Usage, Status } = contract.document.components.examples;

/**
 * An account whose sandbox holds everything that the contract shows and nothing else, and the only key to it.
 *
 * @param shown the version whose requests are in its log
 */
export async function exampleAccount(db: Db, shown: Version['contract'] = contract): Promise<{ key: string; scope: Scope }> {
  const store = createStore(db);
  const { id: accountId } = await store.accounts.insert({ name: 'Examples', plan: 'pro' });
  const scope: Scope = { accountId, environment: 'sandbox' };

  await store.sandbox.putBack(accountId, contractExamples(), new Date());
  const { updated_at, plan: _plan, ...settings } = Settings.value;
  await db.updateTable('settings').set({ ...settings, updated_at: new Date(updated_at) }).where((eb) => eb.and(columnsOf(scope))).execute();
  for (const entry of AuditList.value.data) await store.audit.append(scope, { ...entry, created_at: new Date(entry.created_at) } as never); // JSON's types are text.
  await showRequests(db, scope, shown);
  await showUsage(db, scope);
  await showIncident(db);
  await showBackground(db, scope);

  return { key: await exampleKey(db, scope), scope };
}

/** A key's id is unique among all accounts, so the account that had the example's before loses it. */
async function exampleKey(db: Db, scope: Scope): Promise<string> {
  const [example] = KeyList.value.data;
  if (!example) throw new Error('The contract shows no key.');
  const { key, ...secret } = makeKey('sandbox');
  const { environment: _environment, prefix: _prefix, expires_at: _never, created_at, updated_at, last_used_at: _used, ...shown } = example;
  const times = { created_at: new Date(created_at), updated_at: new Date(updated_at) };

  await db.deleteFrom('api_keys').where('id', '=', shown.id).execute();
  await db.insertInto('api_keys').values({ ...shown, ...columnsOf(scope), ...times, prefix: secret.prefix, expires_at: null }).execute();
  await keySecretStore(db).insert(shown.id, secret);
  return key;
}

/** The requests that are shown, made a minute ago: what is as old as the examples is not kept. */
async function showRequests(db: Db, scope: Scope, { document }: Version['contract']): Promise<void> {
  const rows = document.components.examples.LogList.value.data.map((request) => Object.assign({}, request, columnsOf(scope), { created_at: new Date(Date.now() - 60_000) }));
  await db.insertInto('request_log').values(rows as never).execute(); // As above.
}

/** What is shown of each day is counted in its first hour. */
async function showUsage(db: Db, scope: Scope): Promise<void> {
  const { intervals, project_id } = Usage.value;
  const rows = intervals.flatMap(({ start, by_operation }) =>
    by_operation.flatMap(({ operation, by_status }) =>
      Object.entries(by_status)
        .filter(([, requests]) => requests > 0)
        .map(([status, requests]) => Object.assign({ hour: new Date(start), project_id, operation, status_class: Number(status[0]), requests }, columnsOf(scope))),
    ),
  );
  await db.insertInto('usage').values(rows).execute();
}

async function showIncident(db: Db): Promise<void> {
  const [example] = Status.value.incidents;
  if (!example) throw new Error('The contract shows no incident.');
  const { updates, started_at, resolved_at: _open, ...incident } = example;
  const row = { ...incident, started_at: new Date(started_at), resolved_at: null };
  const made = await db.insertInto('incidents').values(row as never).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst(); // As above.
  for (const { status, message, created_at } of made ? updates.toReversed() : []) {
    await db.insertInto('incident_updates').values({ incident_id: incident.id, status, message, created_at: new Date(created_at) } as never).execute();
  }
}
