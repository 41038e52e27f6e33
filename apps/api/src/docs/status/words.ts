import type { components } from '@plumbline/contract';

type Schemas = components['schemas'];
export type Status = Schemas['Status'];
export type Component = Schemas['StatusComponent'];
export type Incident = Schemas['Incident'];

/** How the whole service is doing, in a sentence. */
export const OVERALL: Record<Schemas['ComponentStatus'], string> = {
  operational: 'Everything works.',
  maintenance: 'Planned work is going on.',
  degraded: 'Some of it does not work as it should.',
  outage: 'There is an outage.',
};

/** How a part is doing, in a word or two. */
export const STATES: Record<Schemas['ComponentStatus'], string> = {
  operational: 'Operational',
  maintenance: 'Planned work',
  degraded: 'Degraded',
  outage: 'Outage',
};

/** How far the work on an incident is. */
export const STEPS: Record<Schemas['IncidentStatus'], string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
};

/** What the days of a part were like: `Operational on all of the last 30 days.` */
export function daysInWords({ history }: Component): string {
  const bad = history.filter(({ status }) => status !== 'operational');
  if (bad.length === 0) return `Operational on all of the last ${history.length} days.`;
  return `Not fully operational on ${bad.map(({ date, status }) => `${date} (${STATES[status].toLowerCase()})`).join(', ')}; of ${history.length} days in all.`;
}

/** When an incident was, and what it hit: `2026-11-24 08:00 UTC to 2026-11-24 09:00 UTC, degraded: api`. */
export function extentInWords({ impact, components: hit, started_at, resolved_at }: Incident): string {
  const what = { maintenance: 'planned work', minor: 'degraded', major: 'outage' }[impact];
  const end = resolved_at === null ? 'and going on' : `to ${momentInWords(resolved_at)}`;
  return `${momentInWords(started_at)} ${end}, ${what}: ${hit.join(', ')}`;
}

/** A moment (RFC 3339, in UTC) to the minute: `2026-11-24 08:00 UTC`. */
export function momentInWords(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;
}
