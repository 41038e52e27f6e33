import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
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
  /** Takes a connection that came elsewhere, with TLS or without. */
  take(socket: Socket, scheme: 'http' | 'https'): void;
  /** Closes them. */
  hangUp(): void;
}

/**
 * Starts an HTTPS server for the test that is running, whose certificate this process trusts meanwhile.
 *
 * @param isTrusted whether its authority is trusted
 * @param behind a port of this machine where connections end instead; who listens there hands them on with `take`
 */
export async function startFarServer(
  answer: RequestListener,
  { certificate = selfSigned('hooks.example.com'), isTrusted = true, behind }: { certificate?: Certificate; isTrusted?: boolean; behind?: number } = {},
): Promise<FarServer> {
  const sockets = new Set<TLSSocket>();
  const servernames: string[] = [];
  const server = createTlsServer(certificate, answer);
  server.on('secureConnection', (socket: TLSSocket & { servername?: string }) => {
    servernames.push(socket.servername ?? '');
    sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const inClear = createServer(answer);
  const authorities = getCACertificates('default');
  if (isTrusted) setDefaultCACertificates([certificate.cert]);
  const hangUp = () => sockets.forEach((socket) => socket.destroy());
  onTestFinished(async () => {
    setDefaultCACertificates(authorities);
    hangUp();
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    ...watchConnections(behind ?? (server.address() as AddressInfo).port),
    servernames,
    open: () => sockets.size,
    take: (socket, scheme) => void (scheme === 'https' ? server : inClear).emit('connection', socket),
    hangUp,
  };
}
