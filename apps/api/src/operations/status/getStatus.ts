import { historyStart, statusAt } from '../../status/status-at.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentIncident } from './present-incident.ts';

export const getStatus = ({ store }: Deps): ApiHandlers['getStatus'] =>
  async () => {
    const now = new Date();
    const incidents = await store.incidents.listRecent(historyStart(now));

    return { status: 200, body: { ...statusAt(now, incidents), incidents: incidents.map(presentIncident) } };
  };
