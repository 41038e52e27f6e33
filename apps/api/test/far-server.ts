import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { selfSigned } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { watchConnections } from './watch-connections.ts';
import type { Connections } from './watch-connections.ts';

/** A server that stands for all of the internet: wherever a connection of this process is meant to go, it ends here. */
export interface FarServer extends Connections {
  /** For each connection that has come, the name that TLS was asked for. */
  servernames: string[];
  /** How many connections are open. */
  open(): number;
}

/**
 * Starts an HTTPS server for the test that is running, whose certificate this process trusts meanwhile.
 *
 * @param isTrusted whether its authority is trusted
 */
export async function startFarServer(
  answer: RequestListener,
  { certificate = selfSigned('hooks.example.com'), isTrusted = true }: { certificate?: Certificate; isTrusted?: boolean } = {},
): Promise<FarServer> {
  const sockets = new Set<TLSSocket>();
  const servernames: string[] = [];
  const server = createServer(certificate, answer);
  server.on('secureConnection', (socket: TLSSocket & { servername?: string }) => {
    servernames.push(socket.servername ?? '');
    sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const authorities = getCACertificates('default');
  if (isTrusted) setDefaultCACertificates([certificate.cert]);
  onTestFinished(async () => {
    setDefaultCACertificates(authorities);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  return { ...watchConnections((server.address() as AddressInfo).port), servernames, open: () => sockets.size };
}
