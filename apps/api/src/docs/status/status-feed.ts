import { escape } from './escape.ts';
import { extentInWords, momentInWords, STEPS, type Incident, type Status } from './words.ts';

interface Feed {
  /** Where the status page is: `https://api.example.com/docs/status/`. */
  page: string;
}

/** The incidents as an Atom feed (RFC 4287); what is newly said of one comes as its update. */
export function statusFeed({ incidents }: Status, { page }: Feed): string {
  const updated = incidents.map(changedAt).toSorted().at(-1) ?? '1970-01-01T00:00:00Z';
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escape(page)}</id>
  <title>Incidents</title>
  <updated>${updated}</updated>
  <author><name>${escape(new URL(page).host)}</name></author>
  <link rel="alternate" type="text/html" href="${escape(page)}"/>
${incidents.map((incident) => entry(incident, page)).join('')}</feed>
`;
}

function entry(incident: Incident, page: string): string {
  const said = incident.updates.map(({ status, message, created_at }) => `${STEPS[status]}, ${momentInWords(created_at)}: ${message}`);
  const address = escape(`${page}#${incident.id}`);
  return `  <entry>
    <id>${address}</id>
    <title>${escape(incident.title)}</title>
    <updated>${changedAt(incident)}</updated>
    <published>${incident.started_at}</published>
    <link rel="alternate" type="text/html" href="${address}"/>
    <content type="text">${escape([`${extentInWords(incident)}.`, ...said].join('\n'))}</content>
  </entry>
`;
}

function changedAt({ updates, started_at }: Incident): string {
  return updates.map(({ created_at }) => created_at).toSorted().at(-1) ?? started_at;
}
