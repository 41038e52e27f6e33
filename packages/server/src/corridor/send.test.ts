import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { send } from './send.ts';

/** Sends from a real server and gives what arrives. */
async function sent(respond: (response: ServerResponse) => void, init?: RequestInit): Promise<{ response: Response; text: string }> {
  const server = createServer((_request, response) => respond(response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port.
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`, init);
    return { response, text: await response.text() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answer = { status: 201, headers: { 'X-A': 'b' }, body: '"é"' };

describe('send', () => {
  it('sends status, headers and body with its length', async () => {
    const { response, text } = await sent((to) => send(to, answer));
    expect([response.status, response.headers.get('x-a'), response.headers.get('content-length'), text]).toEqual([201, 'b', '4', '"é"']);
  });

  it('sends no body for HEAD, but its length', async () => {
    const { response, text } = await sent((to) => send(to, answer), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), text]).toEqual([201, '4', '']);
  });

  it('sends no length where there is no body', async () => {
    const { response, text } = await sent((to) => send(to, { ...answer, status: 204, body: undefined }));
    expect([response.status, response.headers.get('content-length'), text]).toEqual([204, null, '']);
  });

  it('sends an answer once', async () => {
    const { response } = await sent((to) => {
      send(to, answer);
      send(to, { ...answer, status: 500 });
    });
    expect(response.status).toBe(201);
  });

  it.each([
    ['name', { 'X-A': 'b', 'X B': 'c' }],
    ['value', { 'X-A': 'b', 'X-B': 'c\r\nd' }],
  ])('sets no header when one has a %s that cannot be sent', async (_, headers) => {
    const { response } = await sent((to) => {
      expect(() => send(to, { ...answer, headers: { ...headers } })).toThrow(TypeError);
      send(to, { ...answer, headers: {} });
    });
    expect(response.headers.has('x-a')).toBe(false);
  });
});
