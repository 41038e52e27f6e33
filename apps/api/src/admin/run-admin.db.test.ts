import { createSecretKey, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { aPage } from '../../test/list-requests.ts';
import { authenticator } from '../accounts/authenticate.ts';
import { createSealer } from '../secrets/sealer.ts';
import { secretStore } from '../store/secrets.ts';
import { createStore } from '../store/store.ts';
import { runAdmin } from './run-admin.ts';

const database = testDatabase();
const SCOPES = ['users:read', 'users:write', 'projects:read', 'projects:write'];
const ACME = ['--name', 'Acme', '--email', 'ada@acme.example'];

const SECRETS_KEY = createSecretKey(randomBytes(32));
const sealer = createSealer({ current: SECRETS_KEY, previous: [] });

let now: string;
beforeEach(() => void (now = '2026-06-01T00:00:00Z'));

/** Runs a command on the test's database, and gives what it printed. */
async function admin(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runAdmin(argv, {
    open: async () => ({ ...database(), close: async () => {} }),
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    scopes: SCOPES,
    now: new Date(now),
    sealer: async () => sealer,
  });

  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Runs a command that must work, and gives its JSON. */
async function json<T = Record<string, string>>(...argv: string[]): Promise<T> {
  const { code, out, err } = await admin(...argv, '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as T;
}

/** Runs a command on an incident that must work, and gives the incident. */
async function incident(...argv: string[]): Promise<Record<string, unknown> & { id: string }> {
  return (await json<{ incident: Record<string, unknown> & { id: string } }>('incident', ...argv)).incident;
}

const authenticate = (key: string | undefined) => authenticator({ db: database().db })(key ?? '', { address: '192.0.2.7' });

describe('create-account', () => {
  it('makes an account whose keys work, with every scope', async () => {
    const made = await json('create-account', ...ACME, '--plan', 'pro');

    expect(Object.keys(made)).toEqual(['account_id', 'live_key', 'sandbox_key', 'email', 'password']);
    expect(await authenticate(made['live_key'])).toMatchObject({ environment: 'live', plan: 'pro', scopes: SCOPES });
    expect(await authenticate(made['sandbox_key'])).toMatchObject({ environment: 'sandbox', accountId: made['account_id'] });
  });

  it('shows a person the keys, and warns that this is the only time', async () => {
    const { code, out } = await admin('create-account', ...ACME);

    expect(code).toBe(0);
    expect(out).toMatch(/live key +sk_live_\w{48}\n +sandbox key +sk_test_\w{48}\n/);
    expect(out).toContain('not shown again');
  });

  it('makes several at once, each with keys of its own', async () => {
    const { accounts } = await json<{ accounts: Record<string, string>[] }>('create-account', ...ACME, '--count', '2');

    expect(accounts).toHaveLength(2);
    const found = await Promise.all(accounts.map(({ sandbox_key }) => authenticate(sandbox_key)));
    expect(found).toMatchObject(accounts.map(({ account_id }) => ({ accountId: account_id })));
    expect(new Set(accounts.map(({ account_id }) => account_id)).size).toBe(2);
  });

  it('does not repeat a password that was given', async () => {
    expect((await admin('create-account', ...ACME, '--password', 'correct horse')).out).not.toContain('correct horse');
  });
});

describe('create-key', () => {
  it('grants what is asked for, until it expires, to the first user', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const made = await json('create-key', '--account', account, '--environment', 'sandbox', '--scopes', 'projects:read,users:read', '--expires', '2099-01-31');
    const { rows } = await createStore(database().db).users.list({ accountId: account, environment: 'sandbox' }, aPage(1, 1));

    expect(made).toMatchObject({ scopes: ['users:read', 'projects:read'], expires_at: '2099-01-31T00:00:00.000Z', user_id: rows[0]?.id });
    expect(await authenticate(made['key'])).toMatchObject({ environment: 'sandbox', scopes: ['users:read', 'projects:read'], userId: rows[0]?.id });
  });

  it('grants everything when nothing is said', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);

    expect(await json('create-key', '--account', account, '--environment', 'live')).toMatchObject({ scopes: SCOPES, expires_at: null });
  });

  it('binds a key to a project and to addresses', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { id: project } = await createStore(database().db).projects.insert({ accountId: account, environment: 'live' }, { name: 'P', description: null, region: 'us-east' });
    const made = await json('create-key', '--account', account, '--environment', 'live', '--project', project, '--addresses', '192.0.2.0/24, 2001:DB8::/32,192.0.2.0/24');
    const bounds = { projectId: project, allowedAddresses: ['192.0.2.0/24', '2001:db8::/32'] };

    expect(made).toMatchObject({ project_id: project, allowed_addresses: bounds.allowedAddresses });
    expect(await authenticate(made['key'])).toMatchObject(bounds);
    expect((await admin('list-keys', '--account', account)).out).toMatch(new RegExp(`${project} .* 192.0.2.0/24,2001:db8::/32 +usual +never +Key`));
  });

  it('refuses a project of the other environment', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { id: project } = await createStore(database().db).projects.insert({ accountId: account, environment: 'live' }, { name: 'P', description: null, region: 'us-east' });

    expect(await admin('create-key', '--account', account, '--environment', 'sandbox', '--project', project)).toMatchObject({
      code: 1,
      err: `There is no project ${project} in sandbox of ${account}.`,
    });
  });

  it.each([
    ['an account that is not there', ['--account', 'acc_0', '--environment', 'live'], 'There is no account acc_0'],
  ])('refuses %s', async (_, argv, message) => {
    expect(await admin('create-key', ...argv)).toMatchObject({ code: 1, err: expect.stringContaining(message) });
  });

  it('refuses a user of the other environment', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { rows } = await createStore(database().db).users.list({ accountId: account, environment: 'live' }, aPage(1, 1));
    const user = rows[0]?.id ?? '';

    expect(await admin('create-key', '--account', account, '--environment', 'sandbox', '--user', user)).toMatchObject({
      code: 1,
      err: `There is no user ${user} in sandbox of ${account}.`,
    });
  });
});

describe('revoke-key', () => {
  it('ends a key, and lists it as revoked', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { key_id: id = '', key } = await json('create-key', '--account', account, '--environment', 'live', '--name', 'Ended');
    expect(await authenticate(key)).toBeDefined();

    expect((await admin('revoke-key', '--key', id)).out).toContain(`Revoked key ${id} (Ended) of ${account}`);
    expect(await authenticate(key)).toBeUndefined();
    expect((await admin('list-keys', '--account', account)).out).toMatch(new RegExp(`${id} +live +revoked .*Ended`));
  });

  it('refuses a key that is not there', async () => {
    expect(await admin('revoke-key', '--key', 'key_0')).toMatchObject({ code: 1, err: expect.stringContaining('There is no key key_0') });
  });
});

describe('set-limit', () => {
  it('gives a key a limit of its own, and takes it back', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { key_id: id = '', key } = await json('create-key', '--account', account, '--environment', 'live', '--name', 'Trusted');

    expect((await admin('set-limit', '--key', id, '--limit', '5')).out).toContain(`Key ${id} (Trusted) of ${account} has a limit of 5 requests`);
    expect(await authenticate(key)).toMatchObject({ limit: 5 });
    expect((await admin('list-keys', '--account', account)).out).toMatch(new RegExp(`${id} .* 5 +never +Trusted`));

    expect(await json('set-limit', '--key', id, '--limit', 'none')).toEqual({ key_id: id, limit: null });
    expect(await authenticate(key)).toMatchObject({ limit: null });
  });

  it('refuses a key that is not there, or no longer', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { key_id: id = '' } = await json('create-key', '--account', account, '--environment', 'live');
    await admin('revoke-key', '--key', id);

    for (const key of ['key_0', id]) {
      expect(await admin('set-limit', '--key', key, '--limit', '5')).toMatchObject({ code: 1, err: expect.stringContaining(`There is no key ${key} that is not revoked`) });
    }
  });
});

describe('list-accounts and list-keys', () => {
  it('show everything but secrets', async () => {
    const { account_id: account = '', live_key: key = '' } = await json('create-account', ...ACME);
    const accounts = await admin('list-accounts');
    const keys = await admin('list-keys', '--account', account, '--json');

    expect(accounts.out).toMatch(new RegExp(`^account +plan +created +name\n[^]*${account} +free +\\S+Z +Acme`));
    expect(keys.out).toContain('"environment": "sandbox"');
    expect(keys.out).toContain(`"prefix": "${key.slice(0, 20)}"`);
    expect(keys.out).not.toMatch(/hash|lookup/);
    expect(keys.out).not.toContain(key.slice(20, 26));
  });

  it('show when a key was last used', async () => {
    const { account_id: account = '' } = await json('create-account', ...ACME);
    const { key_id: id = '' } = await json('create-key', '--account', account, '--environment', 'live');
    await createStore(database().db).keys.touch(new Map([[id, new Date('2026-03-06T12:00:00Z')]]));

    expect((await admin('list-keys', '--account', account)).out).toMatch(new RegExp(`${id} .* 2026-03-06T12:00:00.000Z +Key`));
  });
});

describe('set-plan', () => {
  it('puts an account on another plan, which its keys then have', async () => {
    const { account_id: account = '', live_key: key } = await json('create-account', ...ACME);

    expect(await json('set-plan', '--account', account, '--plan', 'enterprise')).toEqual({ account_id: account, plan: 'enterprise' });
    expect(await authenticate(key)).toMatchObject({ plan: 'enterprise' });
  });

  it('refuses an account that is not there', async () => {
    expect(await admin('set-plan', '--account', 'acc_0', '--plan', 'pro')).toMatchObject({ code: 1, err: expect.stringContaining('There is no account acc_0') });
  });
});

describe('incident', () => {
  const POST = ['incident', 'post', '--title', 'Slow answers', '--impact', 'minor', '--components', 'sandbox,api', '--message', 'We are looking into it.'];

  it('is posted, updated, resolved and listed', async () => {
    const { id, ...posted } = await incident(...POST.slice(1));
    expect(id).toMatch(/^inc_\w{22}$/);
    expect(posted).toEqual({
      title: 'Slow answers',
      impact: 'minor',
      status: 'investigating',
      components: ['api', 'sandbox'],
      started_at: '2026-06-01T00:00:00.000Z',
      resolved_at: null,
      updates: [{ status: 'investigating', message: 'We are looking into it.', created_at: '2026-06-01T00:00:00.000Z' }],
    });

    now = '2026-06-01T01:00:00Z';
    expect(await incident('update', '--incident', id, '--status', 'monitoring', '--message', 'A fix is in place.')).toMatchObject({ status: 'monitoring', resolved_at: null });
    now = '2026-06-01T02:00:00Z';
    const resolved = await incident('resolve', '--incident', id, '--message', 'It is over.');
    expect(resolved).toMatchObject({ status: 'resolved', resolved_at: '2026-06-01T02:00:00.000Z' });
    expect((resolved['updates'] as { message: string }[]).map(({ message }) => message)).toEqual(['We are looking into it.', 'A fix is in place.', 'It is over.']);

    expect((await admin('incident', 'list')).out).toMatch(new RegExp(`^incident +status .*\n[^]*${id} +resolved +minor +api,sandbox +2026-06-01T00:00:00.000Z +Slow answers`));
    now = '2026-09-30T00:00:00Z';
    expect((await admin('incident', 'list')).out).not.toContain(id);
  });

  it('shows a person what was said', async () => {
    expect((await admin(...POST)).out).toMatch(
      /^Posted inc_\w+: Slow answers \(minor, investigating; api, sandbox\), since 2026-06-01T00:00:00.000Z\n  2026-06-01T00:00:00.000Z  investigating  We are looking into it.$/,
    );
  });

  it.each([
    ['update', ['--status', 'identified', '--message', 'x']],
    ['resolve', ['--message', 'x']],
  ])('%s refuses one that is not there', async (word, argv) => {
    expect(await admin('incident', word, '--incident', 'inc_0', ...argv)).toMatchObject({ code: 1, err: expect.stringContaining('There is no incident inc_0') });
  });

  it.each([[['incident', '--help'], 0], [['incident'], 2]])('%j shows its commands', async (argv, code) => {
    expect(await admin(...argv)).toMatchObject({ code, out: expect.stringMatching(/incident post .*\n +incident update .*\n +incident resolve .*\n +incident list /) });
  });
});

describe('reseal-secrets', () => {
  it('moves stored secrets to the current key and says how many', async () => {
    const previous = createSealer({ current: createSecretKey(randomBytes(32)), previous: [] });
    await secretStore(database().db, previous).obtain('old', () => randomBytes(32));
    expect(await admin('reseal-secrets')).toMatchObject({ code: 1, err: expect.stringContaining(`sealed with the key ${previous.currentKeyId}, which is not configured`) });

    await database().db.deleteFrom('secrets').execute();
    await secretStore(database().db, sealer).obtain('new', () => randomBytes(32));
    expect((await admin('reseal-secrets')).out).toBe(
      `Resealed 1 stored secret under the key ${sealer.currentKeyId}; 0 had another key. No other key is needed for what is stored.`,
    );
  });

  it('teaches how a key is changed', async () => {
    expect((await admin('reseal-secrets', '--help')).out).toMatch(/To change the key:\n  1\. .*\n[^]*Usage: /);
  });
});

describe('the audit', () => {
  it('has what the operator did to keys and settings, once, and no key', async () => {
    const { account_id: account = '' } = await json('create-account', '--name', 'Audited', '--email', 'audited@example.com');
    const { key_id: key = '', key: secret = '' } = await json('create-key', '--account', account, '--environment', 'live', '--scopes', 'users:read');
    await json('set-limit', '--key', key, '--limit', '5');
    await json('set-plan', '--account', account, '--plan', 'pro');
    await json('revoke-key', '--key', key);
    await json('revoke-key', '--key', key);

    const list = { ...aPage(1, 100), sort: { field: 'created_at', descending: false } };
    const { rows } = await createStore(database().db).audit.list({ accountId: account, environment: 'live' }, list);
    // Two of them can be of the same millisecond, so they are put in an order of their own.
    const done = rows.map(({ action, actor_type, actor_id, target_id, changes }) => [action, actor_type, actor_id, target_id, changes]).toSorted();

    expect(done).toEqual([
      ['key.created', 'operator', null, key, expect.objectContaining({ name: 'Key', scopes: ['users:read'] })],
      ['key.revoked', 'operator', null, key, null],
      ['key.updated', 'operator', null, key, { rate_limit: 5 }],
      ['settings.updated', 'operator', null, account, { plan: 'pro' }],
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(20));
  });
});
