import { beforeEach, describe, expect, it } from 'vitest';
import { SCOPES } from '../accounts/scopes.ts';
import { runAdmin } from './run-admin.ts';

const ACME = ['--name', 'Acme', '--email', 'ada@acme.example'];

let opened: number;
beforeEach(() => void (opened = 0));

/** Runs a command for which there is no database, and gives what it printed. */
async function admin(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runAdmin(argv, {
    open: async () => {
      opened += 1;
      throw new Error('The data folder is in use.');
    },
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    scopes: SCOPES,
    now: new Date('2026-06-01T00:00:00Z'),
    sealer: () => Promise.reject(new Error('There is no key.')),
  });

  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('--help', () => {
  it.each([[['--help']], [['help']], [['-h']]])('%j teaches every command', async (argv) => {
    const { code, out } = await admin(...argv);

    expect(code).toBe(0);
    for (const command of ['create-account', 'list-accounts', 'create-key', 'list-keys', 'set-limit', 'revoke-key', 'set-plan', 'incident post', 'reseal-secrets']) expect(out).toContain(`  ${command}`);
    expect(opened).toBe(0);
  });

  it('explains one command, even when its options are missing', async () => {
    const { code, out } = await admin('create-key', '--help');

    expect(code).toBe(0);
    expect(out).toMatch(/--account <acc_…> +whose key it is \(required\)/);
    expect(out).toContain('Example:\n');
  });
});

describe('what is asked wrongly', () => {
  it.each([
    [['destroy-account'], 'There is no command "destroy-account". There are create-account,'],
    [['toString'], 'There is no command "toString".'],
    [['create-account', '--email', 'a@b.example'], '--name is missing.'],
    [['create-account', '--name', ' ', '--email', 'a@b.example'], '--name is " ": expected 1 to 100 characters'],
    [['create-account', '--name', 'A', '--email', 'nobody'], '--email is "nobody": expected an email address'],
    [['create-account', '--name', 'A', '--email', 'a@b..example'], '--email is "a@b..example"'],
    [['create-account', ...ACME, '--plan', 'gold'], '--plan is "gold": expected one of free, pro, enterprise.'],
    [['create-account', ...ACME, '--password', 'short'], '--password has to have 8 to 128 characters.'],
    [['create-account', ...ACME, '--count', '1001'], '--count is "1001": expected a whole number from 1 to 1000.'],
    [['create-account', ...ACME, '--nam', 'x'], "Unknown option '--nam'."],
    [['create-account', ...ACME, 'extra'], "Unexpected argument 'extra'."],
    [['create-account', '--name'], "Option '--name <value>' argument missing."],
    [['create-key', '--account', 'prj_1', '--environment', 'live'], '--account is "prj_1": expected an id that starts with acc_.'],
    [['create-key', '--account', 'acc_1', '--environment', 'test'], '--environment is "test": expected one of live, sandbox.'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--scopes', 'all'], '--scopes is "all": expected one of users:read,'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--expires', 'soon'], '--expires is "soon": expected a day (2027-01-31)'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--expires', '2027-02-30'], '--expires is "2027-02-30": expected a day'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--expires', '2027-01-31T10:00:00'], 'expected a day'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--expires', '2026-01-31'], '--expires is 2026-01-31: expected a moment that is still to come.'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--project', 'acc_1'], '--project is "acc_1": expected an id that starts with prj_.'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--addresses', '192.0.2.7, here'], '--addresses has "here": write an address or a network'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--addresses', ','], '--addresses has "": write an address or a network'],
    [['create-key', '--account', 'acc_1', '--environment', 'live', '--addresses', '192.0.2.7/24'], 'write 192.0.2.0/24.'],
    [['set-limit', '--key', 'key_1'], '--limit is missing.'],
    [['set-limit', '--limit', '5'], '--key is missing.'],
    [['set-limit', '--key', 'key_1', '--limit', '0'], '--limit is "0": expected a whole number from 1 to 999999999, or none.'],
    [['set-limit', '--key', 'key_1', '--limit', '-1'], '--limit'],
    [['set-limit', '--key', 'key_1', '--limit', '1e3'], '--limit is "1e3"'],
    [['set-limit', '--key', 'key_1', '--limit', '9999999999'], '--limit is "9999999999"'],
    [['set-limit', '--key', 'sk_live_x', '--limit', '5'], '--key is a key itself: expected an id that starts with key_.'],
    [['set-plan', '--account', 'acc_1', '--plan', 'gold'], '--plan is "gold": expected one of free, pro, enterprise.'],
    [['incident', 'open'], 'There is no command "incident open". There are create-account,'],
    [['incident', 'post', '--title', 'A', '--impact', 'huge', '--components', 'api', '--message', 'x'], '--impact is "huge": expected one of minor, major, maintenance.'],
    [['incident', 'post', '--title', 'A', '--impact', 'major', '--components', 'api,web', '--message', 'x'], '--components is "web": expected one of api, sandbox, documentation.'],
    [['incident', 'post', '--title', 'A', '--impact', 'major', '--components', 'api', '--message', ' '], '--message has to have 1 to 2,000 characters'],
    [['incident', 'update', '--incident', 'inc_1', '--status', 'resolved', '--message', 'x'], '--status is "resolved": expected one of investigating, identified, monitoring.'],
    [['incident', 'resolve', '--incident', 'acc_1', '--message', 'x'], '--incident is "acc_1": expected an id that starts with inc_.'],
    [['incident', 'list', 'all'], "Unexpected argument 'all'."],
    [['revoke-key', '--key', 'sk_live_x'], '--key is a key itself: expected an id that starts with key_.'],
  ])('%j is told so, before the database is opened', async (argv, message) => {
    const { code, err, out } = await admin(...argv);

    expect(err).toContain(message);
    expect(err).toContain('--help');
    expect({ code, out, opened }).toEqual({ code: 2, out: '', opened: 0 });
  });

  it('without a command, the help is shown', async () => {
    expect(await admin()).toMatchObject({ code: 2, out: expect.stringContaining('Usage:') });
  });
});

it('passes on why the database cannot be opened', async () => {
  expect(await admin('list-accounts')).toEqual({ code: 1, out: '', err: 'The data folder is in use.' });
  expect(opened).toBe(1);
});
