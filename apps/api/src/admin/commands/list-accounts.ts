import { createStore } from '../../store/store.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

export const listAccountsCommand: Command = {
  summary: 'List all accounts.',
  options: {},
  example: '',

  prepare: () => async (db) => {
    const accounts = await createStore(db).accounts.list();
    const rows = accounts.map(({ id, name, plan, created_at }) => [id, plan, created_at.toISOString(), name]);

    return {
      json: { accounts },
      text: rows.length ? table(['account', 'plan', 'created', 'name'], rows) : 'There are no accounts yet; create-account makes one.',
    };
  },
};
