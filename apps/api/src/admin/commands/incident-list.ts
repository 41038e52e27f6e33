import { createStore } from '../../store/store.ts';
import type { Command } from '../command.ts';
import { table } from '../table.ts';

const DAYS = 90;

export const incidentListCommand: Command = {
  summary: `List the incidents that are open or were so in the last ${DAYS} days, newest first.`,
  options: {},
  example: '',

  prepare: (_given, { now }) => async (db) => {
    const since = new Date(now.getTime() - DAYS * 24 * 60 * 60 * 1_000);
    const incidents = await createStore(db).incidents.listRecent(since);
    const rows = incidents.map((one) => [one.id, one.status, one.impact, one.components.join(','), one.started_at.toISOString(), one.title]);

    return {
      json: { incidents },
      text: rows.length ? table(['incident', 'status', 'impact', 'components', 'started', 'title'], rows) : `There was no incident in the last ${DAYS} days.`,
    };
  },
};
