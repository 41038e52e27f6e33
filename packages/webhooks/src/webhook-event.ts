/** The body of a delivery. What `data` holds is told by `event`. */
export interface WebhookEvent {
  /** `project.created`, … */
  event: string;
  /** When it happened, RFC 3339 in UTC. */
  timestamp: string;
  data: unknown;
}

// A BOM is kept, so that octets are read as JSON.parse reads the same text.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the body of a delivery. Gives undefined for what is no event: no UTF-8, no JSON, or JSON of another shape. */
export function readEvent(body: string | Uint8Array): WebhookEvent | undefined {
  const value = readJson(body);
  const isEvent = typeof value === 'object' && value !== null && 'event' in value && 'timestamp' in value && 'data' in value;
  if (!isEvent || typeof value.event !== 'string' || typeof value.timestamp !== 'string') return undefined;
  return { event: value.event, timestamp: value.timestamp, data: value.data };
}

function readJson(body: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : decoder.decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
