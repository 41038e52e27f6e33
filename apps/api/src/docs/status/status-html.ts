import { escape } from './escape.ts';
import { daysInWords, extentInWords, momentInWords, OVERALL, STATES, STEPS, type Component, type Incident, type Status } from './words.ts';

/** Told apart on white and on black, also by who sees no red or green, since an outage is darker and a word says it too. */
const COLOURS: Record<Component['status'], string> = { operational: '#2f9e5b', maintenance: '#4b83d6', degraded: '#d99a1c', outage: '#c8372d' };

/** Octets are few and styles are not allowed inside pages, so that a day is a bar of an SVG image. */
const BAR = { width: 7, gap: 3, height: 24 };

/** The status as HTML, to be read without scripts. */
export function statusHtml({ status, components, incidents }: Status): string {
  return [
    `<p><strong>${OVERALL[status]}</strong></p>`,
    '<table><thead><tr><th scope="col">Part</th><th scope="col">Now</th><th scope="col">Last days, today last</th></tr></thead><tbody>',
    ...components.map((one) => `<tr><th scope="row">${escape(one.name)}</th><td>${STATES[one.status]}</td><td>${bars(one)}</td></tr>`),
    '</tbody></table>',
    '<h2 id="incidents">Incidents</h2>',
    ...(incidents.length === 0 ? ['<p>There was none in the last 30 days.</p>'] : incidents.map(incidentHtml)),
  ].join('\n');
}

function bars(component: Component): string {
  const days = component.history.toReversed();
  const step = BAR.width + BAR.gap;
  const rects = days.map(({ date, status }, index) => `<rect x="${index * step}" width="${BAR.width}" height="${BAR.height}" rx="2" fill="${COLOURS[status]}"><title>${date}: ${STATES[status]}</title></rect>`);
  return `<svg role="img" aria-label="${escape(daysInWords(component))}" viewBox="0 0 ${days.length * step} ${BAR.height}" width="${days.length * step}" height="${BAR.height}">${rects.join('')}</svg>`;
}

function incidentHtml(incident: Incident): string {
  const updates = incident.updates.map(
    ({ status, message, created_at }) => `<li><strong>${STEPS[status]}</strong>, <time datetime="${escape(created_at)}">${momentInWords(created_at)}</time>: ${escape(message)}</li>`,
  );
  return `<h3 id="${escape(incident.id)}">${escape(incident.title)}</h3>\n<p>${escape(extentInWords(incident))}. ${STEPS[incident.status]}.</p>\n<ul>${updates.join('')}</ul>`;
}
