import { createHmac, randomBytes } from 'node:crypto';
import { inject } from 'vitest';

/** What a platform is told. */
export interface Task {
  baseUrl: string;
  apiKey: string;
  /** Begins the names of what it makes. */
  platform: string;
  /** Signed by code that is not the client's. */
  delivery: { body: string; headers: Record<string, string>; secret: string };
}

/** Makes the task of a platform. */
export function taskFor(platform: string): Task {
  const { origin, apiKey } = inject('api');
  return { baseUrl: `${origin}/v1`, apiKey, platform, delivery: signedDelivery() };
}

/** A delivery as Standard Webhooks has it signed: HMAC-SHA-256 of id, seconds and body. */
function signedDelivery(): Task['delivery'] {
  const key = randomBytes(32);
  const id = 'evt_4GhT9sKq2LmN8vRxYbZ1Wc';
  const seconds = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ event: 'project.created', timestamp: new Date().toISOString(), data: {} });
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { body, headers: { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` }, secret: `whsec_${key.toString('base64')}` };
}

/** What has to come of it, on every platform. */
export function outcomeOn(platform: string): object {
  return {
    created: [201, `${platform} 1`, true, ['string', 'string', 'string', 'string']],
    same: [true, 'number'],
    listed: [`${platform} 1`, `${platform} 2`],
    unchanged: 'undefined',
    missing: [true, true, 'ProjectNotFoundError', 'project_not_found', 'getProject', true],
    retried: [
      ['getStatus', 'ServiceUnavailableCodeError'],
      ['getSettings', 'ConnectionError'],
    ],
    status: 'string',
    aborted: 'AbortError',
    late: 'TimeoutError',
    unreachable: true,
    event: 'project.created',
    own: 'project.deleted',
    forged: true,
  };
}
