import { createServer, type AddressInfo } from 'node:net';

/** Gives a port of this machine that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // Of TCP, so it is no path.
      server.close(() => resolve(port));
    });
  });
}
