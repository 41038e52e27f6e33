import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvelope } from './error-envelope.ts';
import { notesServer, type NotesServer } from './notes-server.ts';
import { ask, readAnswers, talk, trickle } from './raw-socket.ts';

let server: NotesServer;
beforeAll(async () => void (server = await notesServer()));
afterAll(() => server.close(0));

const HOST = 'Host: notes.example\r\n';
const CLOSE = 'Connection: close\r\n';
const KEY = 'Authorization: Bearer writer\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';
const HEALTH = `GET /v1/health HTTP/1.1\r\n${HOST}`;
const POST = `POST /v1/notes HTTP/1.1\r\n${HOST}${KEY}${JSON_TYPE}`;

describe('what the HTTP parser or the first checks refuse', () => {
  it.each([
    ['a garbage request line', 'hello\r\n\r\n', 400, 'malformed_request'],
    ['an unknown method', `BREW /v1/health HTTP/1.1\r\n${HOST}\r\n`, 400, 'malformed_request'],
    ['TLS', Buffer.from('16030100a5010000a10303', 'hex'), 400, 'malformed_request'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
    ['a broken header', `${HEALTH}no colon\r\n\r\n`, 400, 'malformed_request'],
    ['a header with a space in its name', `${HEALTH}X A: b\r\n\r\n`, 400, 'malformed_request'],
    ['a header with U+0000', `${HEALTH}X-A: a\0b\r\n\r\n`, 400, 'malformed_request'],
    ['two Hosts', `GET /v1/health HTTP/1.1\r\n${HOST}Host: other.example\r\n${CLOSE}\r\n`, 400, 'malformed_request'],
    ['no Host', `GET /v1/health HTTP/1.1\r\n${CLOSE}\r\n`, 400, 'malformed_request'],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, 'malformed_request'],
    ['a length that is no number', `${POST}Content-Length: x\r\n\r\n{}`, 400, 'malformed_request'],
    ['a length and chunks', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400, 'malformed_request'],
    ['a chunk without a size', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, 400, 'malformed_request'],
    ['a broken chunk behind a good one', `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{"\r\nzz\r\n`, 400, 'malformed_request'],
    ['CONNECT', `CONNECT notes.example:443 HTTP/1.1\r\n${HOST}\r\n`, 400, 'malformed_request'],
    ['a URL over 8 KiB', `GET /v1/${'a'.repeat(8 * 1024)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 414, 'uri_too_long'],
    ['a query over 8 KiB', `GET /v1/health?${'a'.repeat(8 * 1024)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 414, 'uri_too_long'],
    ['a URL of 20 KiB', `GET /v1/${'a'.repeat(20 * 1024)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 414, 'uri_too_long'],
    ['a URL of 200 KiB', `GET /v1/${'a'.repeat(200 * 1024)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 414, 'uri_too_long'],
    ['a URL of 5 MiB', `GET /v1/${'a'.repeat(5 * 1024 * 1024)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 414, 'uri_too_long'],
    ['headers over 16 KiB', `${HEALTH}${CLOSE}X-A: ${'a'.repeat(16 * 1024)}\r\n\r\n`, 431, 'headers_too_large'],
    ['a header of 200 KiB', `${HEALTH}${CLOSE}X-A: ${'a'.repeat(200 * 1024)}\r\n\r\n`, 431, 'headers_too_large'],
    ['200 headers of 1 KiB', `${HEALTH}${CLOSE}${`X-A: ${'a'.repeat(1000)}\r\n`.repeat(200)}\r\n`, 431, 'headers_too_large'],
    ['5 MiB of headers', `${HEALTH}${CLOSE}${`X-A: ${'a'.repeat(1000)}\r\n`.repeat(5000)}\r\n`, 431, 'headers_too_large'],
    ['10,000 headers', `${HEALTH}${CLOSE}${'A: b\r\n'.repeat(10_000)}\r\n`, 431, 'headers_too_large'],
    ['an expectation that is not met', `${POST}Expect: the-unexpected\r\n${CLOSE}Content-Length: 2\r\n\r\n{}`, 417, 'expectation_failed'],
  ])('answers %s in JSON', async (_, request, status, code) => {
    const answer = await ask(server.url, request);
    expect(answer.status).toBe(status);
    expect(readEnvelope(answer).code).toBe(code);
  });

  it.each([
    ['a URL', `GET /v1/${'a'.repeat(200 * 1024)} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, 414],
    ['a header', `${HEALTH}${CLOSE}X-A: ${'a'.repeat(200 * 1024)}\r\n\r\n`, 431],
  ])('tells %s of 200 KiB from the other also when it comes in small packets', async (_, request, status) => {
    const [answer] = readAnswers(await trickle(server.url, request, 50));
    expect(answer?.status).toBe(status);
  });

  it('are no faults of ours', () => {
    expect(server.logged.filter(({ fields }) => 'err' in fields)).toEqual([]);
    expect(server.breaches).toEqual([]);
  });
});

describe('HTTP that is less common', () => {
  it('is served over HTTP/1.0 without a Host', async () => {
    expect(await ask(server.url, 'GET /v1/health HTTP/1.0\r\n\r\n')).toMatchObject({ status: 200, body: '{"ok":true}' });
  });

  it('is served at an absolute target', async () => {
    expect(await ask(server.url, `GET http://notes.example/v1/health HTTP/1.1\r\n${HOST}${CLOSE}\r\n`)).toMatchObject({ status: 200 });
    const page = await ask(server.url, `GET HTTP://notes.example:80/v1/notes?page=0 HTTP/1.1\r\n${HOST}${KEY}${CLOSE}\r\n`);
    expect(page.status).toBe(400);
    expect(readEnvelope(page).details).toMatchObject([{ in: 'query', pointer: '/page' }]);
  });

  it('has an answer for an absolute target without a path', async () => {
    expect(readEnvelope(await ask(server.url, `GET http://notes.example HTTP/1.1\r\n${HOST}${CLOSE}\r\n`)).code).toBe('not_found');
  });

  it('is served in the order in which it was asked for', async () => {
    const body = '{"title":"Milk"}';
    const text = await talk(
      server.url,
      `${POST}Content-Length: ${body.length}\r\n\r\n${body}`,
      `GET /v1/nothing HTTP/1.1\r\n${HOST}\r\n`,
      `${HEALTH}\r\n`,
      `${HEALTH}${CLOSE}\r\n`,
    );
    const answers = readAnswers(text);
    expect(answers.map(({ status }) => status)).toEqual([201, 404, 200, 200]);
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(4);
  });

  it.each([
    ['its length', 'Content-Length: 5000000\r\n\r\n', ['a'.repeat(5_000_000)]],
    ['chunks', 'Transfer-Encoding: chunked\r\n\r\n', [...Array<string>(50).fill(`186a0\r\n${'a'.repeat(100_000)}\r\n`), '0\r\n\r\n']],
  ])('is read to the end of a body that is too large, with %s, so that the next request is served', async (_, head, body) => {
    const answers = readAnswers(await talk(server.url, POST + head, ...body, `${HEALTH}${CLOSE}\r\n`));
    expect(answers.map(({ status }) => status)).toEqual([413, 200]);
  });

  it('is served although rubbish follows', async () => {
    const answers = readAnswers(await talk(server.url, `DELETE /v1/notes/note_1 HTTP/1.1\r\n${HOST}${KEY}\r\n`, `${HEALTH}\r\n{"a":1}`));
    expect(answers.map(({ status }) => status)).toEqual([204, 200, 400]);
  });

  it('is served in chunks of any size', async () => {
    const chunks = [...'{"title":"Milk"}'].map((character) => `1\r\n${character}\r\n`).join('');
    expect(await ask(server.url, `${POST}${CLOSE}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`)).toMatchObject({ status: 201 });
  });

  it('is told to go on before it sends its body', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.write(`${POST}${CLOSE}Expect: 100-continue\r\nContent-Length: 16\r\n\r\n`);
    const [interim] = (await once(socket, 'data')) as [Buffer];
    expect(interim.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('{"title":"Milk"}');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    socket.destroy();
  });
});
