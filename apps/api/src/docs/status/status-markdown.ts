import { daysInWords, extentInWords, momentInWords, OVERALL, STATES, STEPS, type Incident, type Status } from './words.ts';

/** The status as Markdown, for the page's twin. */
export function statusMarkdown({ status, components, incidents }: Status): string {
  return [
    OVERALL[status],
    components.map((one) => `- **${one.name}**: ${STATES[one.status]}. ${daysInWords(one)}`).join('\n'),
    '## Incidents',
    ...(incidents.length === 0 ? ['There was none in the last 30 days.'] : incidents.map(incidentMarkdown)),
  ].join('\n\n');
}

function incidentMarkdown(incident: Incident): string {
  const updates = incident.updates.map(({ status, message, created_at }) => `- **${STEPS[status]}**, ${momentInWords(created_at)}: ${asText(message)}`);
  return `### ${asText(incident.title)}\n\n${extentInWords(incident)}. ${STEPS[incident.status]}.\n\n${updates.join('\n')}`;
}

/** What an operator has written is one line of text, and no Markdown. */
function asText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
}
