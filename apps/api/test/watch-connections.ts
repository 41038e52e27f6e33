import { Socket } from 'node:net';
import type { LookupFunction, TcpSocketConnectOpts } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the sockets of this process have tried to reach. */
export interface Connections {
  /** Each attempt, as `address port`: what the operating system was asked to connect to. */
  attempts: string[];
  /** Each address that a name was given when a connection was opened, before `leadTo`. */
  addresses: string[];
}

/** An attempt as it is written down. */
export const attempt = (address: string, port: number) => `${address} ${port}`;

/**
 * Watches every connection that this process opens, until the test ends. Node announces an attempt on the socket right
 * before it asks the operating system, so that nothing that uses `net` or `tls` escapes.
 *
 * @param leadTo a port of this machine to which all connections go instead: it stands for the internet.
 */
export function watchConnections(leadTo?: number): Connections {
  const watched: Connections = { attempts: [], addresses: [] };
  const original = Socket.prototype.connect;

  Socket.prototype.connect = function connect(this: Socket, ...given: unknown[]) {
    this.on('connectionAttempt', (address: string, port: number) => watched.attempts.push(attempt(address, port)));
    // net.connect hands on its arguments as one array, tls.connect as they are.
    const options = [given[0]].flat()[0] as TcpSocketConnectOpts;
    if (leadTo !== undefined) lead(options, leadTo, watched.addresses);

    return Reflect.apply(original, this, given) as Socket;
  } as typeof original;
  onTestFinished(() => {
    Socket.prototype.connect = original;
  });

  return watched;
}

function lead(options: TcpSocketConnectOpts, port: number, addresses: string[]): void {
  const { lookup } = options;
  options.port = port;
  if (!lookup) return;

  options.lookup = ((hostname, settings, callback) => {
    lookup(hostname, settings, (error, found) => {
      if (error) return callback(error, []);
      addresses.push(...[found].flat().map((each) => (typeof each === 'string' ? each : each.address)));
      return callback(null, [{ address: '127.0.0.1', family: 4 }]);
    });
  }) satisfies LookupFunction;
}
