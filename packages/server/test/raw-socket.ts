import { connect } from 'node:net';

/** One answer, as it came over the wire. */
export interface RawAnswer {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** Writes octets to a server and gives all that it answers until it closes the connection. */
export function talk(url: string, ...parts: (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
    for (const part of parts) socket.write(part);
  });
}

/** Writes octets in so many packets, each after the one before has left, and gives all that is answered. */
export async function trickle(url: string, octets: string, packets: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => void socket.once('end', resolve).once('error', reject));
  const size = Math.ceil(octets.length / packets);
  for (let at = 0; at < octets.length; at += size) {
    await new Promise<void>((resolve) => void socket.write(octets.slice(at, at + size), () => setImmediate(resolve)));
  }
  await ended;
  return Buffer.concat(chunks).toString('latin1');
}

/** Reads answers that stand behind each other. Those to a HEAD have no body, so they must be the last. */
export function readAnswers(text: string): RawAnswer[] {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return [];
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  const length = Number(headers['content-length'] ?? 0);
  const body = text.slice(end + 4, end + 4 + length);
  return [{ status: Number(first.split(' ')[1]), headers, body }, ...readAnswers(text.slice(end + 4 + length))];
}

/** Sends one request as it is written, and reads the answer. */
export async function ask(url: string, ...parts: (string | Buffer)[]): Promise<RawAnswer> {
  const [answer, ...more] = readAnswers(await talk(url, ...parts));
  if (!answer || more.length > 0) throw new Error(`There is not one answer but ${answer ? more.length + 1 : 0}.`);
  return answer;
}
