import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { trackRequests } from './in-flight.ts';

describe('trackRequests', () => {
  it('knows a request from its headers to the end of its answer', async () => {
    const opened: ServerResponse[] = [];
    const server = createServer((_request, response) => void opened.push(response));
    const inFlight = trackRequests(server);
    await expect(inFlight.none()).resolves.toBeUndefined();

    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // It listens on a port.
    const answers = ['a', 'b'].map((path) => fetch(`http://127.0.0.1:${port}/${path}`));
    await expect.poll(() => opened).toHaveLength(2);
    expect([...inFlight.responses]).toEqual(opened);

    const order: string[] = [];
    const none = inFlight.none().then(() => order.push('none'));
    opened[0]?.end();
    await Promise.race(answers);
    await expect.poll(() => inFlight.responses.size).toBe(1);
    order.push('one is left');
    opened[1]?.end();
    await none;
    expect(order).toEqual(['one is left', 'none']);
    server.closeAllConnections();
    server.close();
    await Promise.all(answers);
  });
});
