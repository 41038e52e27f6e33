import { COMPONENT_NAMES } from '../../status/status-at.ts';
import { createStore } from '../../store/store.ts';
import type { Command } from '../command.ts';
import { IMPACTS, showIncident } from '../incidents.ts';
import { readChoice, readChoices, readMessage, readName, required } from '../values.ts';

export const incidentPostCommand: Command = {
  summary: 'Publish an incident on the status page.',
  options: {
    title: { value: '<text>', about: 'what is wrong, in a few words', isRequired: true },
    impact: { value: '<how>', about: IMPACTS.join(', '), isRequired: true },
    components: { value: '<a,b>', about: `what it touches: ${COMPONENT_NAMES.join(', ')}`, isRequired: true },
    message: { value: '<text>', about: 'what is known', isRequired: true },
  },
  example: '--title "Slow answers" --impact minor --components api,sandbox --message "We are looking into it."',

  prepare(given, { now }) {
    const title = readName('title', required(given, 'title'));
    const impact = readChoice('impact', required(given, 'impact'), IMPACTS);
    const components = readChoices('components', required(given, 'components'), COMPONENT_NAMES);
    const message = readMessage('message', required(given, 'message'));

    return async (db) => {
      const incident = await createStore(db).incidents.post({ title, impact, components, message, at: now });

      return { json: { incident }, text: `Posted ${showIncident(incident)}` };
    };
  },
};
