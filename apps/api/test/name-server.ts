import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { onTestFinished } from 'vitest';

/** A name server of this machine. */
export interface NameServer {
  /** Address and port, as `setServers` takes them. */
  address: string;
  /** What was asked, as `A name` or `AAAA name`. */
  asked: string[];
}

/** What a name means at this moment; undefined when the name server is to say nothing at all. */
export type Zone = (name: string) => readonly string[] | undefined;

const A = 1;
const AAAA = 28;
const POINTER_TO_QUESTION = 0xc00c;
const NO_ERROR = 0x8180;
const NXDOMAIN = 0x8183;

/** Starts a name server over UDP (RFC 1035) for the test that is running; its answers may be kept for 0 s. */
export async function startNameServer(zone: Zone): Promise<NameServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (message, { address, port }) => {
    const { name, type, end } = readQuestion(message);
    asked.push(`${type === AAAA ? 'AAAA' : 'A'} ${name}`);
    const addresses = zone(name);
    if (!addresses) return;

    const records = addresses.filter((each) => (isIP(each) === 6 ? AAAA : A) === type).map((each) => record(type, octetsOf(each)));
    const header = Buffer.alloc(12);
    header.writeUInt16BE(message.readUInt16BE(0), 0);
    header.writeUInt16BE(addresses.length > 0 ? NO_ERROR : NXDOMAIN, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    socket.send(Buffer.concat([header, message.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => socket.close(resolve)));

  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }

  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function record(type: number, octets: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(POINTER_TO_QUESTION, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(octets.length, 10);

  return Buffer.concat([head, octets]);
}

function octetsOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));

  const { hostname } = new URL(`http://[${address}]`);
  const [before = '', after = ''] = hostname.slice(1, -1).split('::');
  const groups = [before, after].map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - groups.flat().length }, () => '0');

  return Buffer.from([...(groups[0] ?? []), ...zeros, ...(groups[1] ?? [])].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
