import { randomInt } from 'node:crypto';
import { generateSecret, sign } from '../../src/index.ts';
import { type Delivery, deliver } from './delivery.ts';

/** What became of a delivery, and the secrets that its receiver has. */
type Mutated = Omit<Delivery, 'body'> & { body: Buffer };

/** Makes a delivery wrong; `now` is in seconds since 1970. */
export type Mutation = (delivery: Delivery, now: number) => Mutated;

const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** Ways in which a delivery can be wrong, none of which may pass. */
export const MUTATIONS = {
  'a bit of the body': ({ headers, body, secrets }) => ({ headers, secrets, body: turnBit(Buffer.from(body)) }),
  'a bit of a header': ({ headers, body, secrets }) => {
    const name = HEADERS[randomInt(HEADERS.length)] ?? 'webhook-id';
    return { secrets, body: Buffer.from(body), headers: { ...headers, [name]: turnBit(Buffer.from(headers[name] ?? '', 'latin1')).toString('latin1') } };
  },
  'a body cut short': ({ headers, body, secrets }) => ({ headers, secrets, body: Buffer.from(body).subarray(0, randomInt(Buffer.byteLength(body))) }),
  'more behind the body': ({ headers, body, secrets }) => ({ headers, secrets, body: Buffer.from(`${body}\n`) }),
  'an old timestamp': (delivery, now) => signedAt(delivery, now - randomInt(301, 1_000_000)),
  'a timestamp to come': (delivery, now) => signedAt(delivery, now + randomInt(301, 1_000_000)),
  'another timestamp': ({ headers, body, secrets }, now) => {
    const timestamp = now + randomInt(-300, 301);
    const other = timestamp === Number(headers['webhook-timestamp']) ? timestamp - 1 : timestamp;
    return { secrets, body: Buffer.from(body), headers: { ...headers, 'webhook-timestamp': String(other) } };
  },
  'the id of another delivery': (delivery, now) => swap(delivery, now, 'webhook-id'),
  'the signature of another delivery': (delivery, now) => swap(delivery, now, 'webhook-signature'),
  'the body of another delivery': ({ headers, secrets }, now) => ({ headers, secrets, body: Buffer.from(deliver(now).body) }),
  'another secret': ({ headers, body }) => ({ headers, body: Buffer.from(body), secrets: [generateSecret()] }),
  'an expired old secret': (delivery, now) => ({ ...signedAt(delivery, now), secrets: [generateSecret(), generateSecret()] }),
  'a header that is gone': ({ headers, body, secrets }) => ({ secrets, body: Buffer.from(body), headers: { ...headers, [HEADERS[randomInt(HEADERS.length)] ?? '']: '' } }),
} satisfies Record<string, Mutation>;

function signedAt({ headers, body, secrets }: Delivery, seconds: number): Mutated {
  const id = headers['webhook-id'] ?? '';
  return { secrets, body: Buffer.from(body), headers: sign({ id, timestamp: new Date(seconds * 1000), body, secrets }) };
}

function swap({ headers, body, secrets }: Delivery, now: number, name: (typeof HEADERS)[number]): Mutated {
  return { secrets, body: Buffer.from(body), headers: { ...headers, [name]: deliver(now).headers[name] ?? '' } };
}

function turnBit(octets: Buffer): Buffer {
  const at = randomInt(octets.length);
  octets[at] = (octets[at] ?? 0) ^ (1 << randomInt(8));
  return octets;
}
