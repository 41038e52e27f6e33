import { randomBytes, randomInt } from 'node:crypto';
import { generateSecret, sign } from '../../src/index.ts';

/** A delivery, and the secrets that it was signed with. */
export interface Delivery {
  headers: Record<string, string>;
  body: string;
  secrets: string[];
}

// U+FFFD is left out: standardwebhooks signs the text of a body and not its octets, and reads every octet that is no
// UTF-8 as this character, so a bit of it could change without its notice.
const NAMES = ['edge-ingest', 'Überwachung', '東京', '🛰️', 'a.b', '"\\', '\u0000\u2028', '</script>', ''];

/** A delivery like no other, signed with one or two secrets, at most five minutes from `now` (in seconds since 1970). */
export function deliver(now: number, { secrets: count = randomInt(1, 3) } = {}) {
  const timestamp = new Date((now + randomInt(-290, 291)) * 1000);
  const event = {
    event: 'project.updated',
    timestamp: timestamp.toISOString(),
    data: { id: randomBytes(8).toString('hex'), name: NAMES[randomInt(NAMES.length)], padding: randomBytes(randomInt(200)).toString('base64') },
  };
  const body = JSON.stringify(event);
  const secrets = Array.from({ length: count }, generateSecret);
  return { body, event, secrets, headers: sign({ id: `evt_${randomBytes(9).toString('hex')}`, timestamp, body, secrets }) };
}
