import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A port of the loopback that nothing listens on, for a server that must come back on the same one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A server on a port has an address.
  server.close();
  await once(server, 'close');
  return port;
}
