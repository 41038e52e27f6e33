import { BODIES } from './bodies.ts';
import { flip, testSecret, v1 } from './signer.ts';
import type { DeliveryVector } from './vector.ts';

/** The secrets of the vectors: the one that is valid now, the one before, and a stranger's. */
export const SECRETS = {
  newest: testSecret('plumbline test vector, newest 01'),
  previous: testSecret('plumbline test vector, before 02'),
  stranger: testSecret('plumbline test vector, other  03'),
};

const ID = 'evt_7KqT2mXw9LdPzR4vNcB8sY';
const NOW = 1_772_798_400;
const SHORT = testSecret('plumbline, 23 octets 04');

const { newest, previous, stranger } = SECRETS;
const signature = v1(newest, ID, NOW, BODIES.plain);
const headers = { 'webhook-id': ID, 'webhook-timestamp': String(NOW), 'webhook-signature': signature };
const sound = { secrets: [newest], now: NOW, headers, body: BODIES.plain };

type Change = Partial<Omit<DeliveryVector, 'name' | 'result' | 'headers'>> & { headers?: Record<string, string> };

const vector = (name: string, result: DeliveryVector['result'], change: Change = {}): DeliveryVector => ({
  name,
  ...sound,
  ...change,
  headers: { ...headers, ...change.headers },
  result,
});
const signed = (name: string, result: DeliveryVector['result'], body: string) =>
  vector(name, result, { body, headers: { 'webhook-signature': v1(newest, ID, NOW, body) } });
const without = (name: string, header: keyof typeof headers): DeliveryVector => {
  const { [header]: _gone, ...left } = headers;
  return { ...vector(name, 'missing_header'), headers: left };
};
const withSignature = (name: string, result: DeliveryVector['result'], text: string, change: Change = {}) =>
  vector(name, result, { ...change, headers: { 'webhook-signature': text } });
const withTimestamp = (name: string, result: DeliveryVector['result'], timestamp: string) =>
  vector(name, result, { headers: { 'webhook-timestamp': timestamp, 'webhook-signature': v1(newest, ID, timestamp, BODIES.plain) } });
const seconds = (name: string, result: DeliveryVector['result'], offset: number) => withTimestamp(name, result, String(NOW + offset));

/** Deliveries that are right, and deliveries that are wrong in one way each. */
export const DELIVERIES: DeliveryVector[] = [
  vector('a sound delivery', 'accepted'),
  signed('a body that is not ASCII', 'accepted', BODIES.nonAscii),
  signed('a body with escapes', 'accepted', BODIES.escaped),
  signed('a body with blanks and a last newline', 'accepted', BODIES.spaced),
  signed('a body with CRLF', 'accepted', BODIES.crlf),
  signed('a body with full stops', 'accepted', BODIES.dotted),
  signed('a body of many blocks', 'accepted', BODIES.blocks),
  { ...vector('header names in another case', 'accepted'), headers: capitalise(headers) },
  seconds('as old as is allowed', 'accepted', -300),
  seconds('as far ahead as is allowed', 'accepted', 300),
  withSignature('both signatures, the newest secret', 'accepted', `${signature} ${v1(previous, ID, NOW, BODIES.plain)}`),
  withSignature('both signatures, the previous secret', 'accepted', `${signature} ${v1(previous, ID, NOW, BODIES.plain)}`, { secrets: [previous] }),
  withSignature('the previous signature, both secrets', 'accepted', v1(previous, ID, NOW, BODIES.plain), { secrets: [newest, previous] }),
  withSignature('a signature of an unknown version in front', 'accepted', `v1a,${'A'.repeat(86)}== ${signature}`),
  withSignature('a malformed signature in front', 'accepted', `v1,%%% ${signature}`),
  withSignature('two blanks between signatures', 'accepted', `v1,AAAA  ${signature}`),

  signed('an empty body', 'malformed_body', BODIES.empty),
  signed('a body that is no JSON', 'malformed_body', BODIES.noJson),
  signed('a body without data', 'malformed_body', BODIES.noData),
  signed('a body behind a byte order mark', 'malformed_body', BODIES.bom),

  without('no webhook-id', 'webhook-id'),
  without('no webhook-timestamp', 'webhook-timestamp'),
  without('no webhook-signature', 'webhook-signature'),
  vector('an empty webhook-id', 'missing_header', { headers: { 'webhook-id': '' } }),

  seconds('a second too old', 'too_old', -301),
  seconds('a day too old', 'too_old', -86_400),
  withTimestamp('the first second of 1970', 'too_old', '0'),
  seconds('a second too far ahead', 'too_new', 301),
  withTimestamp('milliseconds for seconds', 'too_new', `${NOW}000`),
  withTimestamp('a timestamp that is a date', 'malformed_timestamp', '2026-03-06T12:00:00Z'),
  withTimestamp('a timestamp with a fraction', 'malformed_timestamp', `${NOW}.5`),
  withTimestamp('a timestamp with an exponent', 'malformed_timestamp', '1.7727984e9'),
  withTimestamp('a negative timestamp', 'malformed_timestamp', `-${NOW}`),
  withTimestamp('a timestamp in hexadecimal', 'malformed_timestamp', `0x${NOW.toString(16)}`),
  withTimestamp('a timestamp that is NaN', 'malformed_timestamp', 'NaN'),
  vector('garbage behind the timestamp', 'malformed_timestamp', { headers: { 'webhook-timestamp': `${NOW}abc` } }),
  vector('a zero in front of the timestamp', 'malformed_timestamp', { headers: { 'webhook-timestamp': `0${NOW}` } }),
  vector('a plus in front of the timestamp', 'malformed_timestamp', { headers: { 'webhook-timestamp': `+${NOW}` } }),
  vector('two timestamps', 'malformed_timestamp', { headers: { 'webhook-timestamp': `${NOW}, ${NOW}` } }),

  vector('a full stop in the id', 'malformed_id', {
    headers: { 'webhook-id': `${ID}.1`, 'webhook-signature': v1(newest, `${ID}.1`, NOW, BODIES.plain) },
  }),
  vector('two ids', 'malformed_id', {
    headers: { 'webhook-id': `${ID}, ${ID}`, 'webhook-signature': v1(newest, `${ID}, ${ID}`, NOW, BODIES.plain) },
  }),

  withSignature('another version', 'unknown_version', signature.replace('v1,', 'v2,')),
  withSignature('a capital version', 'unknown_version', signature.replace('v1,', 'V1,')),
  withSignature('no version', 'unknown_version', signature.slice('v1,'.length)),
  withSignature('a version without a comma', 'unknown_version', signature.replace('v1,', 'v1=')),
  withSignature('a comma between signatures', 'no_matching_signature', `v1,AAAA,${signature}`),

  vector('another id', 'no_matching_signature', { headers: { 'webhook-id': 'evt_7KqT2mXw9LdPzR4vNcB8sZ' } }),
  vector('another timestamp within the tolerance', 'no_matching_signature', { headers: { 'webhook-timestamp': String(NOW + 1) } }),
  vector('another body', 'no_matching_signature', { body: BODIES.dotted }),
  vector('a bit of the body', 'no_matching_signature', { body: flip(BODIES.plain, 70) }),
  vector('a blank behind the body', 'no_matching_signature', { body: `${BODIES.plain} ` }),
  vector('the body written anew', 'no_matching_signature', { body: BODIES.spaced }),
  vector('an empty body in its place', 'no_matching_signature', { body: '' }),
  withSignature('the first bit of the signature', 'no_matching_signature', flip(signature, 3)),
  withSignature('the last bit of the signature', 'no_matching_signature', flip(signature, signature.length - 2)),
  withSignature('a signature cut short', 'no_matching_signature', signature.slice(0, -4)),
  withSignature('a signature without padding', 'no_matching_signature', signature.replaceAll('=', '')),
  withSignature('a signature with other bits where base64 has none', 'no_matching_signature', loosen(signature)),
  withSignature('a signature in base64url', 'no_matching_signature', signature.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
  withSignature('a signature in hexadecimal', 'no_matching_signature', `v1,${Buffer.from(signature.slice(3), 'base64').toString('hex')}`),
  withSignature('a malformed signature', 'no_matching_signature', 'v1,%%%'),
  withSignature('an empty signature', 'no_matching_signature', 'v1,'),
  withSignature('more behind the signature', 'no_matching_signature', `${signature},v1`),
  vector('another secret', 'no_matching_signature', { secrets: [stranger] }),
  withSignature('the previous secret when it has expired', 'no_matching_signature', v1(previous, ID, NOW, BODIES.plain)),
  withSignature('the text of the secret as the key', 'no_matching_signature', v1(`whsec_${Buffer.from(newest).toString('base64')}`, ID, NOW, BODIES.plain)),
  withSignature('a signature without id and timestamp', 'no_matching_signature', v1(newest, '', '', BODIES.plain)),

  vector('no secret', 'malformed_secret', { secrets: [] }),
  vector('a secret without its prefix', 'malformed_secret', { secrets: [newest.slice('whsec_'.length)] }),
  vector('a secret that is only its prefix', 'malformed_secret', {
    secrets: ['whsec_'],
    headers: { 'webhook-signature': v1('whsec_', ID, NOW, BODIES.plain) },
  }),
  vector('a secret that is no base64', 'malformed_secret', { secrets: [`${newest.slice(0, -1)}!`] }),
  withSignature('a secret that is too short', 'malformed_secret', v1(SHORT, ID, NOW, BODIES.plain), { secrets: [SHORT] }),
];

/** The same octets, if one is not strict: the last sextet before the padding has two bits that mean nothing. */
function loosen(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = alphabet[alphabet.indexOf(text.at(-2) ?? '') + 1] ?? '';
  return `${text.slice(0, -2)}${last}=`;
}

function capitalise(lower: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(lower).map(([name, value]) => [name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]));
}
