import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSecret } from './secret.ts';
import { sign } from './sign.ts';
import { signatureOf } from './signature.ts';
import { verify, type VerifyInput } from './verify.ts';
import { verifyBody } from './verify-body.ts';

const secret = generateSecret();
const now = new Date('2026-03-06T12:00:00.000Z');
const event = { event: 'project.created', timestamp: '2026-03-06T12:00:00.000Z', data: { id: 'prj_1' } };
const body = JSON.stringify(event);
const headers = sign({ id: 'evt_1', timestamp: now, body, secrets: [secret] });
const sound = { body, headers, secret, now };

describe('verify', () => {
  it.each<[string, Partial<VerifyInput>]>([
    ['a text', {}],
    ['octets', { body: Buffer.from(body) }],
    ['octets in the middle of others', { body: Buffer.from(`  ${body}  `).subarray(2, -2) }],
    ['Headers', { headers: new Headers(headers) }],
    ['several secrets', { secret: [generateSecret(), secret] }],
    ['a narrow tolerance', { toleranceSeconds: 0, now: new Date(now.getTime() + 999) }],
    ['a wide tolerance', { toleranceSeconds: 3600, now: new Date(now.getTime() + 3_600_000) }],
  ])('gives the event of %s', (_name, change) => {
    expect(verify({ ...sound, ...change })).toEqual(event);
  });

  it('takes the clock of the machine', () => {
    expect(verify({ body, secret, headers: sign({ id: 'evt_1', timestamp: new Date(), body, secrets: [secret] }) })).toEqual(event);
    expect(() => verify({ body, secret, headers })).toThrow('set the clock of this machine');
  });

  it('leaves out what the body has besides', () => {
    const more = JSON.stringify({ ...event, __proto__: null, more: 1 });
    expect(verify({ ...sound, body: more, headers: sign({ id: 'evt_1', timestamp: now, body: more, secrets: [secret] }) })).toEqual(event);
  });

  it.each([null, undefined, event, {}, new ArrayBuffer(8)])('says of the body %j that a parser has been at it', (parsed) => {
    const input = { ...sound, body: parsed } as unknown as VerifyInput; // What JavaScript passes without asking.
    expect(() => verify(input)).toThrow(expect.objectContaining({ reason: 'malformed_body', message: expect.stringContaining('express.raw()') }));
    expect(() => verifyBody({ body: input.body, signature: '', secret })).toThrow('express.raw()');
  });

  it.each(['[]', 'null', '1', '{}', '{"event":1,"timestamp":"","data":{}}', '{"event":"","timestamp":1,"data":{}}'])('says of %s that it is no event', (other) => {
    const signed = sign({ id: 'evt_1', timestamp: now, body: other, secrets: [secret] });
    expect(() => verify({ ...sound, body: other, headers: signed })).toThrow(expect.objectContaining({ reason: 'malformed_body' }));
  });

  it('says of octets that are no UTF-8 that they are no event, though they are signed', () => {
    const octets = Buffer.from(JSON.stringify({ ...event, data: 'ÿ' }), 'latin1');
    const [id, timestamp] = ['evt_1', '1772798400'];
    const signature = `v1,${signatureOf({ id, timestamp, body: octets }, Buffer.from(secret.slice(6), 'base64'))}`;
    const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    expect(() => verify({ ...sound, body: octets, headers: signed })).toThrow(expect.objectContaining({ reason: 'malformed_body' }));
  });

  it('does not take octets that are no UTF-8 for a text', () => {
    const text = JSON.stringify({ ...event, data: '\ufffd' });
    const octets = Buffer.from(text.replace('\ufffd', 'ÿ'), 'latin1');
    expect(() => verify({ ...sound, body: octets, headers: sign({ id: 'evt_1', timestamp: now, body: text, secrets: [secret] }) })).toThrow(
      expect.objectContaining({ reason: 'no_matching_signature' }),
    );
  });

  it.each([
    ['a tolerance that is no number', { toleranceSeconds: Number.NaN }],
    ['a negative tolerance', { toleranceSeconds: -1 }],
    ['a clock that has no time', { now: new Date('tomorrow') }],
  ])('refuses %s, with which everything would pass', (_name, change) => {
    expect(() => verify({ ...sound, ...change })).toThrow(RangeError);
  });

  it('takes any JSON that was signed, and none that was not', () => {
    const data = fc.jsonValue({ depthSize: 'medium' });
    fc.assert(
      fc.property(data, data, fc.stringMatching(/^evt_[A-Za-z0-9]{1,22}$/), fc.integer({ min: -300, max: 300 }), (first, second, id, offset) => {
        const [one, two] = [first, second].map((value) => JSON.stringify({ ...event, data: value }));
        if (one === undefined || two === undefined) throw new Error('JSON without a text.');
        const signed = sign({ id, timestamp: new Date(now.getTime() + offset * 1000), body: one, secrets: [secret] });
        expect(verify({ ...sound, body: Buffer.from(one), headers: signed })).toEqual(JSON.parse(one));
        fc.pre(one !== two);
        expect(() => verify({ ...sound, body: Buffer.from(two), headers: signed })).toThrow('No signature');
      }),
      { numRuns: 300 },
    );
  });
});

describe('verifyBody', () => {
  it.each([null, undefined, ''])('refuses the signature %j', (signature) => {
    expect(verifyBody({ body, signature, secret })).toBe(false);
  });

  it('takes any of several secrets', () => {
    expect(verifyBody({ body, signature: headers['X-Signature'], secret: [generateSecret(), secret] })).toBe(true);
  });

  it.each([[''], ['whsec_'], [[]]])('refuses %j as a secret', (none) => {
    expect(() => verifyBody({ body, signature: '', secret: none })).toThrow(expect.objectContaining({ reason: 'malformed_secret' }));
  });
});
