import { BODIES } from './bodies.ts';
import { DELIVERIES, SECRETS } from './deliveries.ts';
import { flip, keyOf, v1, xSignature } from './signer.ts';
import type { BodyVector, SigningVector, Vectors } from './vector.ts';

const { newest, previous, stranger } = SECRETS;

const signing = (name: string, body: string, secrets: [string, ...string[]] = [newest]): SigningVector => {
  const [id, timestamp] = ['evt_7KqT2mXw9LdPzR4vNcB8sY', 1_772_798_400];
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => v1(secret, id, timestamp, body)).join(' '),
    'X-Signature': xSignature(secrets[0], body),
  };
  return { name, id, timestamp, body, secrets, headers };
};

const right = xSignature(newest, BODIES.plain);
const body = (name: string, result: BodyVector['result'], change: Partial<BodyVector> = {}): BodyVector => ({
  name,
  secret: newest,
  body: BODIES.plain,
  signature: right,
  ...change,
  result,
});

/** What `vectors.json` says. */
export const VECTORS: Vectors = {
  about: 'Made by `npm run vectors`. Bodies are the UTF-8 of their text, times are seconds since 1970. A result other than `accepted` says why a delivery is refused.',
  tolerance_seconds: 300,
  signing: [
    ...Object.entries(BODIES).map(([name, text]) => signing(`the body ${name}`, text)),
    signing('a rotation', BODIES.plain, [newest, previous]),
    signing('a rotation of a rotation', BODIES.plain, [stranger, newest, previous]),
  ],
  deliveries: DELIVERIES,
  bodies: [
    ...Object.entries(BODIES).map(([name, text]) => body(`the body ${name}`, 'accepted', { body: text, signature: xSignature(newest, text) })),
    body('a bit of the body', 'refused', { body: flip(BODIES.plain, 70) }),
    body('the body written anew', 'refused', { body: BODIES.spaced }),
    body('a bit of the signature', 'refused', { signature: flip(right, 0) }),
    body('a signature in capitals', 'refused', { signature: right.toUpperCase() }),
    body('a signature in base64', 'refused', { signature: Buffer.from(right, 'hex').toString('base64') }),
    body('a signature cut short', 'refused', { signature: right.slice(0, -2) }),
    body('a signature behind its algorithm', 'refused', { signature: `sha256=${right}` }),
    body('an empty signature', 'refused', { signature: '' }),
    body('another secret', 'refused', { secret: stranger }),
    body('the octets behind the secret as the key', 'refused', { signature: xSignature(keyOf(newest), BODIES.plain) }),
  ],
};
