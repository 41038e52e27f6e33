import { createStore } from '../../store/store.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { showIncident } from '../incidents.ts';
import { readId, readMessage, required } from '../values.ts';

export const incidentResolveCommand: Command = {
  summary: 'Say that an incident is over.',
  options: {
    incident: { value: '<inc_…>', about: 'which one', isRequired: true },
    message: { value: '<text>', about: 'what it was', isRequired: true },
  },
  example: '--incident inc_… --message "All requests are answered again."',

  prepare(given, { now }) {
    const id = readId('incident', required(given, 'incident'), 'inc');
    const message = readMessage('message', required(given, 'message'));

    return async (db) => {
      const incident = await createStore(db).incidents.update(id, { status: 'resolved', message, at: now });
      if (!incident) throw new Refusal(`There is no incident ${id}; incident list shows the recent ones.`);

      return { json: { incident }, text: `Resolved ${showIncident(incident)}` };
    };
  },
};
