import type { IncidentImpact, IncidentRow, IncidentStatus } from '../store/schema.ts';
import { table } from './table.ts';

export const IMPACTS = ['minor', 'major', 'maintenance'] as const satisfies readonly IncidentImpact[];
/** What an update can say; `resolve` says the last word. */
export const OPEN_STATUSES = ['investigating', 'identified', 'monitoring'] as const satisfies readonly IncidentStatus[];

/** One incident for a person: what it is, and what was said, oldest first. */
export function showIncident({ id, title, impact, status, components, started_at, updates }: IncidentRow): string {
  const said = updates.map((update) => ['', update.created_at.toISOString(), update.status, update.message]);

  return [
    `${id}: ${title} (${impact}, ${status}; ${components.join(', ')}), since ${started_at.toISOString()}`,
    table(['', '', '', ''], said).trimStart().replace(/^/, '  '),
  ].join('\n');
}
