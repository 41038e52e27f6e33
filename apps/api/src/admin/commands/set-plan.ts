import { operatorEntry } from '../../audit/audit-entry.ts';
import { createStore } from '../../store/store.ts';
import { transaction } from '../../store/transaction.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { PLANS } from '../plans.ts';
import { readChoice, readId, required } from '../values.ts';

export const setPlanCommand: Command = {
  summary: 'Put an account on another plan.',
  options: {
    account: { value: '<acc_…>', about: 'whose plan', isRequired: true },
    plan: { value: '<plan>', about: PLANS.join(', '), isRequired: true },
  },
  example: '--account acc_… --plan pro',

  prepare(given) {
    const id = readId('account', required(given, 'account'), 'acc');
    const plan = readChoice('plan', required(given, 'plan'), PLANS);

    return async (db) => {
      const account = await transaction(db, async (trx) => {
        const store = createStore(trx);
        const changed = await store.accounts.setPlan(id, plan);
        if (changed) await store.audit.append({ accountId: id, environment: 'live' }, operatorEntry('settings.updated', id, { plan }));
        return changed;
      });
      if (!account) throw new Refusal(`There is no account ${id}; list-accounts shows all.`);

      return { json: { account_id: id, plan }, text: `Account ${id} (${account.name}) is on plan ${plan}.` };
    };
  },
};
