import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate that has signed itself, and its key, both as PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

const DAY = 24 * 60 * 60 * 1000;
const SEQUENCE = 0x30;
const ECDSA_WITH_SHA256 = der(SEQUENCE, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = Buffer.from('550403', 'hex');
const ALTERNATIVE_NAME = Buffer.from('551d11', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('551d13', 'hex');

/**
 * Makes a certificate for a name (X.509, RFC 5280), which is its own authority. No key stands in the repository, and none expires there.
 *
 * @param to when its time is over; a day from now without it.
 */
export function selfSigned(name: string, to = new Date(Date.now() + DAY)): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = der(SEQUENCE, der(0x31, der(SEQUENCE, der(0x06, COMMON_NAME), der(0x0c, Buffer.from(name)))));
  const content = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    subject,
    der(SEQUENCE, time(new Date(to.getTime() - 2 * DAY)), time(to)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, extension(ALTERNATIVE_NAME, der(SEQUENCE, der(0x82, Buffer.from(name)))), extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(0x01, Buffer.from([0xff])))))),
  );
  const signature = sign('sha256', content, privateKey);
  const certificate = der(SEQUENCE, content, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();

  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extension(id: Buffer, value: Buffer): Buffer {
  return der(SEQUENCE, der(0x06, id), der(0x04, value));
}

function time(at: Date): Buffer {
  return der(0x18, Buffer.from(at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
}

/** A value in DER (X.690, section 8.1): its tag, its length and what is in it. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const octets = size.subarray(size.findIndex((octet) => octet > 0));
  const length = content.length < 128 ? Buffer.from([content.length]) : Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);

  return Buffer.concat([Buffer.from([tag]), length, content]);
}
