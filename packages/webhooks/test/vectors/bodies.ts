const project = { id: 'prj_4GhT9sKq2LmN8vRxYbZ1Wc', name: 'edge-ingest' };

const event = (data: unknown) => JSON.stringify({ event: 'project.created', timestamp: '2026-03-06T12:00:00.000Z', data });

/** Bodies that a signature has to hold over, octet by octet. */
export const BODIES = {
  plain: event(project),
  nonAscii: event({ ...project, name: 'Überwachung – 東京 🛰️ \u0000\u2028' }),
  escaped: event({ ...project, name: 'caf\u00e9' }).replace('é', '\\u00e9'),
  spaced: `${JSON.stringify(JSON.parse(event(project)), null, 2)}\n`,
  crlf: JSON.stringify(JSON.parse(event(project)), null, 2).replaceAll('\n', '\r\n'),
  dotted: event({ ...project, name: 'a.1772798400.b' }),
  blocks: event({ ...project, name: 'x'.repeat(4096) }),
  noData: '{"event":"project.created","timestamp":"2026-03-06T12:00:00.000Z"}',
  noJson: '{"event":"project.created"',
  bom: `\ufeff${event(project)}`,
  empty: '',
};
