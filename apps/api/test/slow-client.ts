import { connect } from 'node:net';

/** A way to be slow. */
export interface SlowClient {
  /** What is sent at once. */
  sends: string;
  /** Whether one octet follows the other, until the connection is closed. */
  drips: boolean;
  /** Milliseconds before it reads anything. */
  readsAfter: number;
}

/** Milliseconds between two octets. */
const DRIP = 500;

/**
 * Connects to a server and waits until that closes the connection.
 *
 * @param patience milliseconds for which it waits
 * @returns the last status and code that came whole, `reset`, or `left open`
 */
export function slowly(url: string, { sends, drips, readsAfter }: SlowClient, patience: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: drips });
  const received: Buffer[] = [];
  socket.write(sends);
  const read = setTimeout(() => void socket.on('data', (chunk) => received.push(chunk)), readsAfter);
  const drip = drips ? setInterval(() => socket.write('x'), DRIP) : undefined;
  let end: string | undefined;
  const late = setTimeout(() => {
    end = 'left open';
    socket.destroy();
  }, patience);
  socket.on('error', () => {
    end ??= 'reset';
  });
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearTimeout(read);
      clearInterval(drip);
      clearTimeout(late);
      const [, status, code] = /^HTTP\/1\.1 (\d{3}) [^{]*\{"error":\{"code":"(\w+)"/.exec(Buffer.concat(received).toString()) ?? [];
      resolve(status ? `${status} ${code}` : (end ?? 'closed'));
    });
  });
}
