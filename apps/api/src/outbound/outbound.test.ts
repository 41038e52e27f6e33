import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { selfSigned } from '../../test/certificate.ts';
import { startFarServer } from '../../test/far-server.ts';
import { watchConnections } from '../../test/watch-connections.ts';
import { openOutbound } from './outbound.ts';

const URL_THERE = 'https://hooks.example.com/in?a=b';
const REQUEST = { headers: { 'content-type': 'application/json' }, body: '{"a":"ü"}', timeoutMs: 5_000 };

/** A client for which every name has these addresses. */
function outboundTo(...addresses: string[]) {
  const outbound = openOutbound({ allowLoopback: false, extraPorts: [], resolve: async () => addresses });
  onTestFinished(() => outbound.close());

  return outbound;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);

  return Buffer.concat(chunks).toString();
}

/** Calls a server that answers like this. */
async function callTo(answer: (response: ServerResponse) => void) {
  const far = await startFarServer((_request, response) => answer(response));

  return outboundTo('93.184.216.34').post(URL_THERE, REQUEST).then((got) => ({ got, far }));
}

describe('a call', () => {
  it('posts the exact body, to the address of the name and under the name', async () => {
    const seen: unknown[] = [];
    const far = await startFarServer(async (request, response) => {
      const { method, url, headers } = request;
      seen.push({ method, url, host: headers.host, type: headers['content-type'], encodings: headers['accept-encoding'], body: await bodyOf(request) });
      response.writeHead(201, { 'x-a': ['1', '2'] }).end('ok');
    });
    const answer = await outboundTo('93.184.216.34', '2606:4700::1111').post(URL_THERE, REQUEST);

    expect(answer).toMatchObject({ kind: 'answered', status: 201, headers: { 'x-a': '1, 2' }, text: 'ok', isCut: false });
    expect(answer.durationMs).toBeGreaterThanOrEqual(0);
    expect(seen).toEqual([{ method: 'POST', url: '/in?a=b', host: 'hooks.example.com', type: 'application/json', encodings: 'identity', body: '{"a":"ü"}' }]);
    expect(far.servernames).toEqual(['hooks.example.com']);
    expect(far.addresses).toEqual(['93.184.216.34', '2606:4700::1111']);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i to the inside', async (status) => {
    const { got, far } = await callTo((response) => response.writeHead(status, { location: 'http://169.254.169.254/latest/meta-data/' }).end());

    expect(got).toMatchObject({ kind: 'answered', status, headers: { location: 'http://169.254.169.254/latest/meta-data/' } });
    expect(far.attempts).toHaveLength(1);
  });

  it.each(['host', 'Host', 'Content-Length', 'transfer-encoding', 'Connection'])('takes no header %s from its caller', async (name) => {
    await expect(outboundTo('93.184.216.34').post(URL_THERE, { ...REQUEST, headers: { [name]: 'inside.example' } })).rejects.toThrow(
      `The header ${name} is the client's to set`,
    );
  });

  it('takes no header that would end before its end', async () => {
    const answer = await outboundTo('93.184.216.34').post(URL_THERE, { ...REQUEST, headers: { 'x-a': '1\r\nhost: inside.example' } });

    expect(answer).toMatchObject({ kind: 'failed', reason: 'invalid x-a header (UND_ERR_INVALID_ARG).' });
  });

  it('leaves no timer behind', async () => {
    const [set, clear] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')];
    onTestFinished(() => [set, clear].forEach((spy) => spy.mockRestore()));
    await startFarServer((_request, response) => response.end());
    await outboundTo('93.184.216.34').post(URL_THERE, { ...REQUEST, timeoutMs: 54_321 });
    const at = set.mock.calls.findIndex(([, milliseconds]) => milliseconds === 54_321);

    expect(clear).toHaveBeenCalledWith(set.mock.results[at]?.value);
  });

  it('is not taken when the client is closed', async () => {
    const outbound = openOutbound({ allowLoopback: false, extraPorts: [] });
    await outbound.close();

    expect(await outbound.post(URL_THERE, REQUEST)).toMatchObject({ kind: 'failed', reason: 'This client is closed.' });
  });
});

describe('an answer', () => {
  it.each([
    ['of 64 KiB is read to its end', 65_536, false],
    ['of one octet more is cut', 65_537, true],
    ['of a MiB is cut', 1 << 20, true],
  ])('%s', async (_, size, isCut) => {
    const { got } = await callTo((response) => response.end('x'.repeat(size)));

    expect(got).toMatchObject({ kind: 'answered', status: 200, text: 'x'.repeat(65_536), isCut });
  });

  it('of 64 KiB is cut when one octet follows later', async () => {
    const { got } = await callTo((response) => response.write('x'.repeat(65_536), () => setTimeout(() => response.end('x'), 20)));

    expect(got).toMatchObject({ kind: 'answered', text: 'x'.repeat(65_536), isCut: true });
  });

  it('that never ends is cut, and its connection closed', async () => {
    const { got, far } = await callTo((response) => {
      const more = () => response.write('x'.repeat(10_000), () => response.destroyed || more());
      more();
    });

    expect(got).toMatchObject({ kind: 'answered', text: 'x'.repeat(65_536), isCut: true });
    await expect.poll(far.open).toBe(0);
  });

  it('that is compressed stays so', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const { got } = await callTo((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));

    expect(got).toMatchObject({ kind: 'answered', text: new TextDecoder().decode(bomb).replaceAll('\0', '\uFFFD'), isCut: false });
  });

  it.each([
    ['that is no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\uFFFDb'],
    ['with a NUL', Buffer.from('a\0b'), 'a\uFFFDb'],
    ['that looks like JSON', Buffer.from('{"a":"\\u0000"'), '{"a":"\\u0000"'],
    ['that is empty', Buffer.alloc(0), ''],
    ['that is cut within a character', Buffer.from(`${'x'.repeat(65_535)}ü`), 'x'.repeat(65_535)],
    ['that ends within a character', Buffer.from('ü').subarray(0, 1), '\uFFFD'],
  ])('%s is text', async (_, body, want) => {
    const { got } = await callTo((response) => response.end(body));

    expect(got).toHaveProperty('text', want);
  });

  it('with headers of more than 16 KiB is none', async () => {
    const { got } = await callTo((response) => response.writeHead(200, { 'x-a': 'a'.repeat(17_000) }).end());

    expect(got).toMatchObject({ kind: 'failed', reason: 'The headers of the answer are larger than 16 KiB (UND_ERR_HEADERS_OVERFLOW).' });
  });

  it('keeps a header that is called like a property of every object', async () => {
    const { got } = await callTo((response) => response.setHeader('__proto__', 'a').setHeader('constructor', 'b').end());

    expect(got.kind === 'answered' && Object.entries(got.headers)).toEqual(expect.arrayContaining([['__proto__', 'a'], ['constructor', 'b']]));
  });

  it.each([
    ['before it begins', (response: ServerResponse) => response.socket?.destroy()],
    ['within its headers', (response: ServerResponse) => response.socket?.end('HTTP/1.1 200 OK\r\nx-a: ')],
    ['within its body', (response: ServerResponse) => response.writeHead(200, { 'content-length': 9 }).write('abc', () => response.socket?.destroy())],
    ['within a chunk', (response: ServerResponse) => response.write('abc', () => response.socket?.destroy())],
  ])('that is broken off %s is a failure', async (_, answer) => {
    const { got } = await callTo(answer);

    expect(got).toMatchObject({ kind: 'failed', isTimeout: false, reason: expect.stringContaining('The connection was closed before the answer was complete') as unknown });
  });

  it.each([
    ['is not HTTP', '220 mail.example.com ESMTP\r\n', 'The answer is not HTTP/1.1.'],
    ['has a chunk without a length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx', 'The answer is not HTTP/1.1.'],
    ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na', expect.stringContaining('content-length') as unknown],
  ])('that %s is a failure', async (_, text, reason) => {
    const { got } = await callTo((response) => response.socket?.end(text));

    expect(got).toMatchObject({ kind: 'failed', isTimeout: false, reason });
  });
});

describe('TLS', () => {
  it.each([
    ['an authority that nobody knows', { isTrusted: false }, 'The certificate is not accepted: self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT).'],
    ['another name', { certificate: selfSigned('other.example.com') }, "Host: hooks.example.com. is not in the cert's altnames: DNS:other.example.com"],
    ['a time that is over', { certificate: selfSigned('hooks.example.com', new Date(Date.now() - 1000)) }, 'The certificate is not accepted: certificate has expired (CERT_HAS_EXPIRED).'],
  ])('refuses a certificate of %s, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async (_, settings, want) => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    onTestFinished(() => {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      if (before !== undefined) process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    });
    let requests = 0;
    await startFarServer(() => (requests += 1), settings);
    const answer = await outboundTo('93.184.216.34').post(URL_THERE, REQUEST);

    expect(answer).toMatchObject({ kind: 'failed', isTimeout: false, reason: expect.stringContaining(want) as unknown });
    expect(requests).toBe(0);
  });

  it('is not done without', async () => {
    const server = createServer((_request, response) => response.end('in clear'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    watchConnections((server.address() as AddressInfo).port);

    expect(await outboundTo('93.184.216.34').post(URL_THERE, REQUEST)).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^TLS could not be agreed on \(\w+\)\.$/) as unknown });
  });
});
