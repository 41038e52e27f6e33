import { createAccount, type Credentials } from '../../accounts/create-account.ts';
import type { Command } from '../command.ts';
import { PLANS } from '../plans.ts';
import { readChoice, readCount, readEmail, readName, readPassword, required } from '../values.ts';

export const createAccountCommand: Command = {
  summary: 'Make an account, with one user and one key in live and in the sandbox.',
  options: {
    name: { value: '<text>', about: 'what the account is called', isRequired: true },
    email: { value: '<address>', about: 'the address of its user', isRequired: true },
    'user-name': { value: '<text>', about: 'what the user is called (default: the account\'s name)' },
    plan: { value: '<plan>', about: `${PLANS.join(', ')} (default: free)` },
    password: { value: '<text>', about: "the user's password (default: one is generated; a shell may keep what you type)" },
    count: { value: '<number>', about: 'how many of them, for a course or a test (default: one)' },
  },
  example: '--name "Acme" --email ada@acme.example --plan pro',

  prepare(given, { scopes }) {
    const name = readName('name', required(given, 'name'));
    const email = readEmail('email', required(given, 'email'));
    const userName = readName('user-name', given['user-name'] ?? name);
    const plan = readChoice('plan', given['plan'] ?? 'free', PLANS);
    const password = given['password'] === undefined ? undefined : readPassword('password', given['password']);

    const count = given['count'] === undefined ? undefined : readCount('count', given['count']);
    const textOf = (made: Credentials) => tell(made, { name, plan, isGenerated: password === undefined });

    return async (db) => {
      const all: Credentials[] = [];
      for (let made = 0; made < (count ?? 1); made += 1) all.push(await createAccount(db, { name, plan, email, userName, password, scopes }));

      const accounts = all.map(jsonOf);
      return {
        json: count === undefined ? accounts[0] : { accounts },
        text: [...all.map(textOf), 'Keep these now: neither keys nor password are stored, and they are not shown again.'].join('\n\n'),
      };
    };
  },
};

function jsonOf({ accountId: account_id, liveKey: live_key, sandboxKey: sandbox_key, email, password }: Credentials) {
  return { account_id, live_key, sandbox_key, email, password };
}

function tell(made: Credentials, { name, plan, isGenerated }: { name: string; plan: string; isGenerated: boolean }): string {
  return [
    `Made account ${made.accountId} (${name}, plan ${plan}).`,
    '',
    `  live key     ${made.liveKey}`,
    `  sandbox key  ${made.sandboxKey}`,
    `  email        ${made.email}`,
    `  password     ${isGenerated ? made.password : '(the one you gave)'}`,
  ].join('\n');
}
