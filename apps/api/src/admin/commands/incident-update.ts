import { createStore } from '../../store/store.ts';
import { Refusal } from '../command.ts';
import type { Command } from '../command.ts';
import { OPEN_STATUSES, showIncident } from '../incidents.ts';
import { readChoice, readId, readMessage, required } from '../values.ts';

export const incidentUpdateCommand: Command = {
  summary: 'Say how an incident goes on; one that was resolved is open again.',
  options: {
    incident: { value: '<inc_…>', about: 'which one', isRequired: true },
    status: { value: '<status>', about: OPEN_STATUSES.join(', '), isRequired: true },
    message: { value: '<text>', about: 'what is known now', isRequired: true },
  },
  example: '--incident inc_… --status monitoring --message "A fix is in place."',

  prepare(given, { now }) {
    const id = readId('incident', required(given, 'incident'), 'inc');
    const status = readChoice('status', required(given, 'status'), OPEN_STATUSES);
    const message = readMessage('message', required(given, 'message'));

    return async (db) => {
      const incident = await createStore(db).incidents.update(id, { status, message, at: now });
      if (!incident) throw new Refusal(`There is no incident ${id}; incident list shows the recent ones.`);

      return { json: { incident }, text: `Updated ${showIncident(incident)}` };
    };
  },
};
