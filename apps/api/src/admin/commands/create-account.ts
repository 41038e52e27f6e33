import { createAccount } from '../../accounts/create-account.ts';
import type { Command } from '../command.ts';
import { PLANS } from '../plans.ts';
import { readChoice, readEmail, readName, readPassword, required } from '../values.ts';

export const createAccountCommand: Command = {
  summary: 'Make an account, with one user and one key in live and in the sandbox.',
  options: {
    name: { value: '<text>', about: 'what the account is called', isRequired: true },
    email: { value: '<address>', about: 'the address of its user', isRequired: true },
    'user-name': { value: '<text>', about: 'what the user is called (default: the account\'s name)' },
    plan: { value: '<plan>', about: `${PLANS.join(', ')} (default: free)` },
    password: { value: '<text>', about: "the user's password (default: one is generated; a shell may keep what you type)" },
  },
  example: '--name "Acme" --email ada@acme.example --plan pro',

  prepare(given, { scopes }) {
    const name = readName('name', required(given, 'name'));
    const email = readEmail('email', required(given, 'email'));
    const userName = readName('user-name', given['user-name'] ?? name);
    const plan = readChoice('plan', given['plan'] ?? 'free', PLANS);
    const password = given['password'] === undefined ? undefined : readPassword('password', given['password']);

    return async (db) => {
      const made = await createAccount(db, { name, plan, email, userName, password, scopes });
      const { accountId: account_id, liveKey: live_key, sandboxKey: sandbox_key } = made;

      return {
        json: { account_id, live_key, sandbox_key, email, password: made.password },
        text: [
          `Made account ${account_id} (${name}, plan ${plan}).`,
          '',
          `  live key     ${live_key}`,
          `  sandbox key  ${sandbox_key}`,
          `  email        ${email}`,
          `  password     ${password === undefined ? made.password : '(the one you gave)'}`,
          '',
          'Keep these now: neither keys nor password are stored, and they are not shown again.',
        ].join('\n'),
      };
    };
  },
};
