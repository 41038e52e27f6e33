// For workerd, which has no process: it is asked over HTTP.
import { Client } from '@plumbline/client';
import { doEverything } from './platform.mjs';

const shared = new Map();

export default {
  async fetch(request) {
    const task = await request.json();
    return Response.json(task.maxTime ? await callOnce(task) : await doEverything(task));
  },
};

/** One client for all requests, as workers keep what they would else make for each: its calls wait for one another, whichever request they are of. */
async function callOnce({ baseUrl, apiKey, maxTime, forgets }) {
  const { client, met } = shared.get(maxTime) ?? share(maxTime, { baseUrl, apiKey, maxTime });
  const answer = client.projects.list({ per_page: 1 }).then(() => (met.has(429) ? 'refused on the way' : 'answered'), (error) => error.name);
  return forgets ? 'forgotten' : answer;
}

function share(name, options) {
  const met = new Set();
  const made = { met, client: new Client({ ...options, hooks: { onResponse: ({ status }) => void met.add(status) } }) };
  shared.set(name, made);
  return made;
}
