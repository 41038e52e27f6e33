import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { LARGEST_BODY, readBody } from './read-body.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

function read(body: string | Buffer | null, headers: Record<string, string> = JSON_TYPE, { required = true, accepted = ['application/json'] } = {}) {
  const octets = Buffer.from(body ?? '');
  const half = Math.ceil(octets.length / 2);
  const chunks = octets.length === 0 ? [] : [octets.subarray(0, half), octets.subarray(half)];
  const length = body === null ? {} : { 'content-length': String(octets.length) };
  const request = Object.assign(Readable.from(chunks, { objectMode: false }), { headers: { ...length, ...headers } });
  return readBody(request as unknown as IncomingMessage, accepted, required); // The step reads its headers and its octets.
}

describe('readBody', () => {
  it.each([
    ['application/json'],
    ['APPLICATION/JSON'],
    ['application/json; charset=utf-8'],
    ['application/json;charset=UTF8'],
    ['application/json; charset="utf-8"; profile=x'],
    ['application/json;;'],
  ])('reads a body of %s', async (type) => {
    expect(await read('{"title":"é"}', { 'content-type': type })).toEqual({ value: { title: 'é' }, mediaType: 'application/json' });
  });

  it.each([['null', null], ['false', false], ['0', 0], ['""', '']])('tells %s from no body', async (text, value) => {
    expect(await read(text)).toEqual({ value, mediaType: 'application/json' });
  });

  it('names the media type as the contract writes it', async () => {
    const accepted = ['application/json', 'application/merge-patch+json'];
    expect(await read('{}', { 'content-type': 'Application/Merge-Patch+JSON;x=y' }, { accepted })).toMatchObject({ mediaType: accepted[1] });
  });

  it('does not mind a byte order mark, which is no part of the text (RFC 8259, 8.1)', async () => {
    expect(await read('\ufeff{}')).toMatchObject({ value: {} });
  });

  it.each([
    ['without a body', null, {}],
    ['with a length of 0', '', {}],
    ['with a type and no body', null, JSON_TYPE],
    ['with another type and no body', null, { 'content-type': 'text/plain' }],
    ['in chunks, of which there are none', null, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }],
    ['in chunks without a type, of which there are none', null, { 'transfer-encoding': 'chunked' }],
  ])('is nothing %s', async (_, body, headers) => {
    expect(await read(body, headers, { required: false })).toBeUndefined();
    await expect(read(body, headers)).rejects.toMatchObject({
      code: 'malformed_json',
      details: [{ in: 'body', pointer: '', code: 'malformed_json', message: 'is empty, and this operation needs one' }],
    });
  });

  it.each([
    ['text/plain', 'has another type'],
    ['application/jsonp', 'has another type'],
    ['application/json, text/plain', 'has another type'],
    ['garbage', 'has another type'],
    [';', 'has another type'],
    ['application/json; charset=latin1', 'has another charset'],
    ['application/json; charset=utf-16', 'has another charset'],
    ['', 'has another type'],
  ])('refuses the type %j', async (type, problem) => {
    await expect(read('{}', { 'content-type': type })).rejects.toMatchObject({
      code: 'unsupported_media_type',
      headers: { Accept: 'application/json' },
      message: expect.stringContaining(problem),
    });
  });

  it('refuses a body without a type', async () => {
    await expect(read('{}', {})).rejects.toMatchObject({ code: 'unsupported_media_type', message: expect.stringContaining('has no `Content-Type`') });
  });

  it.each([['gzip'], ['br'], ['identity, gzip'], ['x']])('refuses the encoding %s', async (encoding) => {
    await expect(read('{}', { ...JSON_TYPE, 'content-encoding': encoding })).rejects.toMatchObject({
      code: 'unsupported_media_type',
      headers: { 'Accept-Encoding': 'identity' },
    });
  });

  it.each([['identity'], ['Identity']])('takes the encoding %s', async (encoding) => {
    expect(await read('{}', { ...JSON_TYPE, 'content-encoding': encoding })).toMatchObject({ value: {} });
  });

  it('reads the largest body and not one octet more', async () => {
    const largest = `"${'a'.repeat(LARGEST_BODY - 2)}"`;
    expect(await read(largest)).toMatchObject({ mediaType: 'application/json' });
    await expect(read(`${largest} `)).rejects.toMatchObject({ code: 'content_too_large' });
    const chunked = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
    const { code } = (await read(null, { ...chunked, 'content-length': String(LARGEST_BODY + 1) }).catch((error: unknown) => error)) as { code: string };
    expect(code).toBe('content_too_large');
  });

  it.each([
    ['half a character', Buffer.from([0x22, 0xc3, 0x22]), 'is not valid UTF-8'],
    ['an overlong character', Buffer.from([0x22, 0xc0, 0x80, 0x22]), 'is not valid UTF-8'],
    ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'is not valid UTF-8'],
    ['UTF-16', Buffer.from('{}', 'utf16le'), 'has an unexpected character in line 1, column 2'],
    ['no JSON', '{"a":}', 'is not JSON'],
    ['half of it', '{"a":1', 'ends too early, after 6 characters'],
  ])('refuses %s', async (_, body, problem) => {
    await expect(read(body)).rejects.toMatchObject({
      code: 'malformed_json',
      message: `The body ${problem}.`,
      details: [{ in: 'body', pointer: '', code: 'malformed_json', message: problem }],
    });
  });

  it('says where the fault is', async () => {
    await expect(read('{"a":{"b":"\\u0000"}}')).rejects.toMatchObject({
      message: 'In the body, `/a/b` holds the character U+0000, which is not stored.',
      details: [{ in: 'body', pointer: '/a/b', code: 'malformed_json' }],
    });
  });
});
