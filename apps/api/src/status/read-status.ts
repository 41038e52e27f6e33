import type { components } from '@plumbline/contract';
import { presentIncident } from '../operations/status/present-incident.ts';
import type { Store } from '../store/store.ts';
import { historyStart, statusAt } from './status-at.ts';

/** How the service is doing, with its history and its incidents. */
export async function readStatus({ incidents }: Pick<Store, 'incidents'>, now = new Date()): Promise<components['schemas']['Status']> {
  const recent = await incidents.listRecent(historyStart(now));
  return { ...statusAt(now, recent), incidents: recent.map(presentIncident) };
}
